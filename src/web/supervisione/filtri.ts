import type { FiltroLog } from './api.ts';
import { giornoEOraDi } from '../platform/date/roma.ts';

const GIORNO = /^\d{4}-\d{2}-\d{2}$/;
const giorno = (v: unknown): string | undefined => (typeof v === 'string' && GIORNO.test(v) ? v : undefined);
const testo = (v: unknown): string | undefined => (typeof v === 'string' && v.trim() ? v : undefined);
const intero = (v: unknown): number | undefined => {
  const n = Number(v);
  return v !== undefined && v !== '' && Number.isSafeInteger(n) && n > 0 ? n : undefined;
};

export type PeriodoQuadro = { dal?: string; al?: string; giorni?: number };

export function leggiPeriodo(s: Record<string, unknown>): PeriodoQuadro {
  return { dal: giorno(s.dal), al: giorno(s.al), giorni: intero(s.giorni) };
}

const fa = (giorni: number): string => giornoEOraDi(new Date(Date.now() - giorni * 86_400_000)).giorno;

/** The last thirty days, where the address says nothing else. */
export function completaPeriodo(p: PeriodoQuadro): { dal: string; al: string; giorni: number } {
  return { dal: p.dal ?? fa(29), al: p.al ?? fa(0), giorni: p.giorni ?? 30 };
}

export const periodiPronti: { nome: string; dal: () => string; al: () => string }[] = [
  { nome: 'Oggi', dal: () => fa(0), al: () => fa(0) },
  { nome: '7 giorni', dal: () => fa(6), al: () => fa(0) },
  { nome: '30 giorni', dal: () => fa(29), al: () => fa(0) },
  { nome: 'Un anno', dal: () => fa(364), al: () => fa(0) },
];

/** The filters of the log, as they stand in the address. */
export function leggiFiltriLog(s: Record<string, unknown>): FiltroLog {
  return {
    persona: testo(s.persona),
    unita: testo(s.unita),
    gruppo: testo(s.gruppo) as FiltroLog['gruppo'],
    dal: giorno(s.dal),
    al: giorno(s.al),
    registro: testo(s.registro),
    anno: intero(s.anno),
    numero: intero(s.numero),
  };
}

/** `345/2026` or `PG 345/2026` → the document it names; undefined for anything else. */
export function leggiDocumento(scritto: string): Pick<FiltroLog, 'registro' | 'anno' | 'numero'> | undefined {
  const [, registro, numero, anno] =
    /^\s*(?:([A-Za-z0-9_.-]{1,16})\s+)?0*(\d{1,15})\s*\/\s*(\d{4})\s*$/.exec(scritto) ?? [];
  if (!numero || !anno) return undefined;
  return { ...(registro && { registro }), anno: Number(anno), numero: Number(numero) };
}

export function scriviDocumento(f: FiltroLog): string {
  if (f.anno === undefined || f.numero === undefined) return '';
  return `${f.registro && f.registro !== 'PG' ? `${f.registro} ` : ''}${f.numero}/${f.anno}`;
}
