export { lavoroAddestra } from './suggerimenti.jobs.ts';
export { rotteSuggerimenti } from './suggerimenti.routes.ts';
