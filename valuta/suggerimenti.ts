import { parseArgs } from 'node:util';
import { tabella } from '../bench/statistica.ts';
import { RUMORE } from './corpus/genera.ts';
import { somiglianzaMedia, valuta, type Esito } from './misura-suggerimenti.ts';

const perCento = (x: number): string => `${(x * 100).toFixed(1).replace('.', ',')} %`;
const riga = (nome: string, e: Esito): string[] => [
  nome,
  perCento(e.top1),
  perCento(e.top3),
  perCento(e.perClasse.top1),
  perCento(e.perClasse.top3),
];

/**
 * `npm run valuta suggerimenti`
 *
 *   --quanti 12000   registrations: six tenths to learn from, the rest to try
 *   --seme 20261122  another corpus
 */
export function suggerimenti(argomenti: string[]): void {
  const { values } = parseArgs({
    args: argomenti,
    options: { quanti: { type: 'string', default: '12000' }, seme: { type: 'string', default: '20261122' } },
  });
  const quanti = Number(values.quanti);
  const seme = Number(values.seme);
  const { media, massima } = somiglianzaMedia();
  console.log(
    `Rumore fissato: classe sbagliata ${perCento(RUMORE.classe)}, oggetti che non dicono nulla ${perCento(RUMORE.vaghi)}, ` +
      `con un errore di battitura ${perCento(RUMORE.sbagli)}.`,
  );
  console.log(
    `Parole in comune fra una frase di prova e la più simile già vista: in media ${perCento(media)} (al massimo: ${perCento(massima)}).`,
  );
  for (const [titolo, materieNuove] of [
    ['Materie note, frasi, uffici e sbagli mai visti', false],
    ['Materie tutte nuove (il caso peggiore)', true],
  ] as const) {
    const v = valuta(quanti, { materieNuove, seme });
    console.log(
      `\n${titolo}: ${v.prima} registrazioni per imparare, ${v.provati} di prova, ${v.classi} classi`,
    );
    console.log(
      tabella([
        ['', 'prima', 'fra tre', 'prima, per classe', 'fra tre, per classe'],
        ['tetto posto dal rumore', perCento(v.tetto.top1), perCento(v.tetto.top3), '', ''],
        riga('modello', v.modello),
        riga('solo titolario e prontuario, imparati', v.vuoto),
        riga('base: prontuario da solo', v.prontuario),
        riga('base: classi più frequenti', v.frequenti),
        ['ufficio', perCento(v.uffici.top1), perCento(v.uffici.top3), '', ''],
      ]),
    );
    const peggio = v.peggiori.map((p) => `${p.classe} ${perCento(p.top3)} di ${p.casi}`);
    console.log(`Classi più deboli, fra tre: ${peggio.join('; ')}`);
  }
  console.log('\nQuanto serve per imparare (materie note)');
  console.log(
    tabella([
      ['registrazioni', 'prima', 'fra tre', 'prima, per classe', 'fra tre, per classe'],
      ...[200, 500, 1000, 2000, 4000].map((soli) =>
        riga(String(soli), valuta(quanti, { soli, seme }).modello),
      ),
    ]),
  );
}
