// The process in which advice and costs are computed: one question, one answer, and it is ended.
import { answerTo, type Question } from './questions.ts';

process.once('message', (question) => process.send?.(answerTo(question as Question)));
