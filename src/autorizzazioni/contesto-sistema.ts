import { randomUUID } from 'node:crypto';
import type { Tx } from '#platform/db';
import type { Contesto } from './contesto.ts';

/**
 * The context of what the system does by itself: it reads contents, whatever they are, and has no permission and no office until its
 * caller says which.
 */
export async function contestoSistema(
  tx: Tx,
  enteId: string,
  come: Partial<Pick<Contesto, 'unita' | 'principali'>> = {},
): Promise<Contesto> {
  const ente = await tx
    .selectFrom('ente')
    .select(['id', 'codice_ipa as codiceIpa', 'denominazione', 'dimostrativo'])
    .where('id', '=', enteId)
    .executeTakeFirstOrThrow();
  return {
    ente,
    soggetto: { tipo: 'sistema', id: ente.id },
    attore: 'sistema',
    utenteId: null,
    chiaveApiId: null,
    profilo: null,
    responsabileUnita: false,
    delegatoRsp: false,
    ruoli: new Set(),
    perConto: null,
    unita: null,
    permessi: new Set(),
    principali: [],
    accesso: 'contenuto',
    incaricatoTrattamento: true,
    datiParticolari: true,
    datiGiudiziari: true,
    ip: '',
    richiestaId: randomUUID(),
    ...come,
  };
}
