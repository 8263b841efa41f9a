// The thread in which advice and costs are computed: one question, one answer, and it ends.
import { parentPort, workerData } from 'node:worker_threads';
import { answerTo, type Question } from './questions.ts';

parentPort?.postMessage(answerTo(workerData as Question));
