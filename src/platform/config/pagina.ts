import type { Gruppi } from './leggi.ts';

/** The reference page of the settings (Markdown, Italian), generated from their declarations so that it cannot fall behind. */
export function paginaConfigurazione(gruppi: Gruppi): string {
  const sezioni = Object.values(gruppi).map(({ titolo, impostazioni }) => {
    const righe = Object.values(impostazioni).map((i) => {
      const predefinito = i.predefinitoScritto === undefined ? 'nessuno' : `\`${i.predefinitoScritto}\``;
      return `| \`${i.variabile}\` | ${cella(i.descrizione)} | ${cella(i.tipo.forma)} | ${predefinito} |`;
    });
    return [
      `## ${titolo}`,
      '',
      '| Variabile | Significato | Valori | Predefinito |',
      '|---|---|---|---|',
      ...righe,
    ].join('\n');
  });
  return [
    '# Configurazione',
    '',
    '<!-- Pagina generata da docs/genera-configurazione.ts: non modificare a mano. -->',
    '',
    'Le impostazioni sono variabili d’ambiente. Sono lette e controllate tutte insieme all’avvio: se qualcosa non va, il',
    'programma elenca ogni problema e si ferma con il codice di uscita 2. Una variabile vuota vale come assente.',
    '',
    sezioni.join('\n\n'),
    '',
  ].join('\n');
}

function cella(testo: string): string {
  return testo.replaceAll('|', '\\|');
}
