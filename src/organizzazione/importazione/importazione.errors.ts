import { Rifiuto, type Categoria } from '#platform/http';

const rifiuto = (codice: string, categoria: Categoria, dettaglio: string): Rifiuto =>
  new Rifiuto({ codice: `importazione.${codice}`, categoria, dettaglio, campo: 'contenuto' });

export const codificaErrata = (): Rifiuto =>
  rifiuto(
    'codifica',
    'nonValido',
    'Il file non è un testo che si legge: va salvato come CSV, in UTF-8, e non come foglio di calcolo.',
  );
export const sconosciuto = (): Rifiuto =>
  rifiuto(
    'colonne',
    'nonValido',
    'La prima riga deve avere le colonne «codice» e «denominazione», o quelle dei file di IndicePA (Codice_uni_uo e Descrizione_uo, o Codice_uni_aoo e Denominazione_aoo).',
  );
export const troppeRighe = (massime: number): Rifiuto =>
  rifiuto('troppe-righe', 'nonValido', `Il file ha più di ${massime} unità: non è di un solo ente.`);
export const altroEnte = (codiceIpa: string): Rifiuto =>
  rifiuto(
    'altro-ente',
    'nonValido',
    `Nel file non c’è nessuna riga di questo ente, che in IndicePA è ${codiceIpa}.`,
  );
export const altraAoo = (codice: string): Rifiuto =>
  rifiuto('altra-aoo', 'nonValido', `Nel file non c’è l’area organizzativa di questo ente, ${codice}.`);
export const aooNonAmmessa = (): Rifiuto =>
  rifiuto('aoo-non-ammessa', 'nonAmmesso', 'I dati dell’area organizzativa li cambia l’amministratore.');
export const cambiata = (): Rifiuto =>
  rifiuto(
    'cambiata',
    'conflitto',
    'Dopo l’anteprima l’organigramma è cambiato: va riguardata prima di confermare.',
  );
