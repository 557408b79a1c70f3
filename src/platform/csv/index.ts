export { colonnePresenti, leggiCsv } from './leggi-csv.ts';
export { INIZIO_CSV, rigaCsv } from './riga-csv.ts';
