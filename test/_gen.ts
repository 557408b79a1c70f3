import { nuovaChiave, scriviExport } from './support/export-scritto.ts';
const t=performance.now(); scriviExport('/tmp/c/grande', { quante: Number(process.argv[2]), chiave: nuovaChiave() }); console.log(performance.now()-t);
