import { expect, test } from 'vitest';
import { bozzaDiProva, circostanzeDiProva, rifiutoDi } from '../../../test/support/bozza-di-prova.ts';
import type { Originale, RichiestaRegistrazione } from '../registrazione.schema.ts';
import { originaliCartacei } from './originali.ts';

const nelRepertorio: Originale = { dove: 'repertorio', luogo: 'Archivio, armadio 3' };
const nelFascicolo: Originale = { dove: 'fascicolo', luogo: 'Ufficio Tecnico, faldone 12' };
const analogico = { esemplare: 'originale' as const, unico: false, disponibile: true };

test('di un documento di carta servono due originali, uno nel repertorio e uno nel fascicolo: se mancano lo si dice', () => {
  const avvisi = (originali?: Originale[]): number => {
    const bozza = bozzaDiProva({ analogico, originali });
    originaliCartacei(bozza, circostanzeDiProva());
    return bozza.avvisi.length;
  };
  expect([avvisi(), avvisi([nelRepertorio]), avvisi([nelRepertorio, nelRepertorio])]).toEqual([1, 1, 1]);
  expect(avvisi([nelRepertorio, nelFascicolo])).toBe(0);
});

test('un digitale non ha originali, un esemplare unico non ne ha due', () => {
  const prova = (richiesta: Partial<RichiestaRegistrazione>): string | undefined =>
    rifiutoDi(() => originaliCartacei(bozzaDiProva(richiesta), circostanzeDiProva()));
  const due = [nelRepertorio, nelFascicolo];
  expect(prova({ supporto: 'digitale', analogico: undefined, originali: due })).toBe('originali-di-digitale');
  expect(prova({ analogico: { ...analogico, unico: true }, originali: due })).toBe('originali-di-unico');
});
