export type { LetteraDimostrativa, PostaCittadino } from '../../dimostrazione/dimostrazione.schema.ts';
