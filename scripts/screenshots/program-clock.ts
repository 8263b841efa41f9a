// Loaded before the program of the pictures: sets its clock as the pictures' own is set.
import { setClock } from './clock.ts';

setClock(Number(process.env['PICTURE_SHIFT_MS']));
