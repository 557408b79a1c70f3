export { impostazioniLog } from './log.config.ts';
export { apriLog, type Log, type LogAperto } from './log.ts';
export { senzaPassword } from './segreti.ts';
