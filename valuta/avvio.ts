import { existsSync, readFileSync } from 'node:fs';
import type { Registrata } from '../src/suggerimenti/addestra.ts';

type Titolario = {
  titoli: { classi?: { codice: string; denominazione: string; voci: { descrizione: string }[] }[] }[];
};

const seme = (nome: string): URL => new URL(`../db/seed/${nome}.json`, import.meta.url);

/** What a new Comune has before its first registration: the texts of the titolario. */
export function testiDelTitolario(): Registrata[] {
  const { titoli } = JSON.parse(readFileSync(seme('titolario-comuni'), 'utf8')) as Titolario;
  return titoli.flatMap((t) =>
    (t.classi ?? []).flatMap((c) =>
      [c.denominazione, ...c.voci.map((v) => v.descrizione)].map((oggetto) => ({
        oggetto,
        classe: c.codice,
      })),
    ),
  );
}

/** And the prontuario that comes with the program, if it does. */
export function vociDelProntuario(): Registrata[] {
  const file = seme('prontuario-comuni');
  if (!existsSync(file)) return [];
  const { voci } = JSON.parse(readFileSync(file, 'utf8')) as {
    voci: { testo: string; classificazione: string }[];
  };
  return voci.map((v) => ({ oggetto: v.testo, classe: v.classificazione }));
}
