import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import type { Registrazione } from './registrazione.schema.ts';

let p: ProdottoDiProva;

beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

const registra = (
  corpo: unknown,
  chi: 'operatore' | 'rsp' | 'anagrafe' | 'ragioniere' | 'tecnico' = 'operatore',
  chiave?: string,
) =>
  p.chiama<Registrazione & { codice?: string; campi?: { campo: string }[] }>(
    chi,
    'POST',
    '/registri/PG/registrazioni',
    { corpo, chiave },
  );

describe('registra', () => {
  test('un PDF in arrivo riceve numero, segnatura e impronta, e si ritrova identico', async () => {
    const byte = pdfDiProva('Domanda di contributo');
    const id = await p.carica('operatore', 'domanda «è» 2026.pdf', byte);
    const r = await registra({
      ...arrivoDiCarta(),
      supporto: undefined,
      analogico: undefined,
      documentoPrincipale: id,
    });
    expect(r.stato).toBe(201);
    expect(r.intestazioni.location).toBe(
      `/api/v1/registri/PG/registrazioni/${r.corpo.anno}/${Number(r.corpo.numero)}`,
    );
    const letta = await p.chiama<Registrazione>(
      'operatore',
      'GET',
      String(r.intestazioni.location).replace('/api/v1', ''),
    );
    // Read again, it also says where the office stood on that day (RN-36.1).
    expect(letta.corpo).toEqual({
      ...r.corpo,
      unita: { ...r.corpo.unita, percorso: ['Area Affari generali', 'Ufficio Protocollo'] },
    });
    expect(letta.corpo.documentoPrincipale).toMatchObject({
      nomeFile: 'domanda «è» 2026.pdf',
      formato: 'application/pdf',
      impronta: createHash('sha256').update(byte).digest('hex'),
      algoritmo: 'SHA-256',
    });
    const contenuto = await p.chiama('operatore', 'GET', `/documenti/${id}/contenuto`);
    expect(contenuto.byte.equals(Buffer.from(byte))).toBe(true);
  });
});
