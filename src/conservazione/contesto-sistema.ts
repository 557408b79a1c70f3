import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';

/** Reads the whole archive, as who must hand all of it over: every office is its own. */
export async function contestoSistema(tx: Tx, enteId: string): Promise<Contesto> {
  const ente = await tx
    .selectFrom('ente')
    .select(['id', 'codice_ipa as codiceIpa', 'denominazione', 'dimostrativo'])
    .where('id', '=', enteId)
    .executeTakeFirstOrThrow();
  const unita = await tx.selectFrom('unita').select('id').execute();
  return {
    ente,
    soggetto: { tipo: 'sistema', id: enteId },
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
    principali: unita.map((u) => u.id),
    accesso: 'contenuto',
    incaricatoTrattamento: true,
    datiParticolari: true,
    datiGiudiziari: true,
    ip: '',
    richiestaId: '',
  };
}
