import type { Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import { numeroASetteCifre } from '#segnatura';
import { oggettoCompleto } from './componi.ts';
import type { RigaDestinatario, RigaInvio, RigaRicevuta } from './invii.queries.ts';
import type { DestinatarioInviato, Invio, Ricevuta } from './invii.schema.ts';

const NEGATIVI = ['mancata-consegna', 'non-accettato'];
const ora = (istante: Date | string | null): string | undefined =>
  istante === null ? undefined : oraDiRoma(new Date(istante));

function mostraDestinatario(d: RigaDestinatario, casellaGenere: string): DestinatarioInviato {
  return {
    id: d.id,
    indirizzo: d.indirizzo,
    nominativo: d.nominativo,
    perConoscenza: d.per_conoscenza,
    stato: d.stato as DestinatarioInviato['stato'],
    certificato: d.certificato ?? undefined,
    raccomandata: casellaGenere === 'pec' && d.certificato === true,
    accettatoIl: ora(d.accettato_il),
    preavvisoIl: ora(d.preavviso_il),
    mancatoIl: ora(d.mancato_il),
    consegnatoIl: ora(d.consegnato_il),
    errore: d.errore ?? undefined,
    contrasto: d.contrasto,
    rispeditoCon: d.rispedito_id ?? undefined,
  };
}

function azioni(ctx: Contesto, i: RigaInvio): Invio['azioni'] {
  if (!ctx.permessi.has('pec.spedisce')) return [];
  if (i.stato === 'esito-incerto') return ['decidi'];
  if (i.stato === 'in-coda') return ['annulla'];
  const mancato = i.destinatari.some(
    (d) => d.rispedito_id === null && (i.stato === 'fallito' || NEGATIVI.includes(d.stato)),
  );
  return mancato ? ['rispedisci'] : [];
}

export function mostraInvio(ctx: Contesto, i: RigaInvio): Invio {
  const parte = i.parte !== null && i.parti !== null ? { x: i.parte, di: i.parti } : undefined;
  return {
    id: i.id,
    genere: i.genere,
    stato: i.stato as Invio['stato'],
    esito: i.esito as Invio['esito'],
    casella: { codice: i.casella, indirizzo: i.casella_indirizzo },
    registrazione:
      i.registro !== null && i.anno !== null && i.numero !== null
        ? { registro: i.registro, anno: i.anno, numero: numeroASetteCifre(i.numero) }
        : undefined,
    messaggio: i.messaggio_id ?? undefined,
    oggetto: oggettoCompleto(i.oggetto, parte),
    parte,
    gruppo: i.gruppo,
    messageId: i.message_id,
    tentativi: i.tentativi,
    prossimoIl: i.stato === 'in-coda' ? oraDiRoma(i.prossimo_il) : undefined,
    inviatoIl: ora(i.inviato_il),
    motivo: i.motivo ?? undefined,
    chiestoDa: i.chiesto_da,
    chiestoIl: oraDiRoma(i.chiesto_il),
    destinatari: i.destinatari.map((d) => mostraDestinatario(d, i.casella_genere)),
    azioni: azioni(ctx, i),
  };
}

export function mostraRicevuta(r: RigaRicevuta): Ricevuta {
  return {
    id: r.id,
    messaggio: r.messaggio_id,
    casella: r.casella,
    tipo: r.tipo,
    istante: oraDiRoma(r.istante),
    arrivataIl: oraDiRoma(r.arrivata_il),
    invio: r.invio_id ?? undefined,
    destinatario: r.destinatario_id ?? undefined,
    consegna: r.consegna ?? undefined,
    identificativo: r.identificativo ?? undefined,
    msgid: r.msgid ?? undefined,
    errore: r.errore ?? undefined,
    erroreEsteso: r.errore_esteso ?? undefined,
    data: r.dati.data,
    firma: r.firma,
    percheSola: r.invio_id === null ? (r.perche_sola ?? undefined) : undefined,
    abbinataDa: r.abbinata_da ?? undefined,
  };
}
