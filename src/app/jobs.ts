import { join } from 'node:path';
import type { TaskList } from 'graphile-worker';
import { lavoroAvvisoPassword, lavoroRecupero } from '#autorizzazioni';
import {
  lavoroPassi,
  lavoroPosta,
  lavoroProtocollazione,
  lavoroRiepilogo,
  preparaRiepiloghi,
  ricordaChiavi,
  ricordaScadenze,
  type PartiPosta,
} from '#comunicazioni';
import {
  lavoroInvia,
  lavoroProduci,
  lavoroRonda,
  metadatiDocumento,
  metadatiSciolto,
  prossimaRonda,
  type PartiConservazione,
} from '#conservazione';
import { avviaDimostrazione } from '#dimostrazione';
import { lavoroSpazza, lavoroVerifica, type PartiDocumenti } from '#documenti';
import { lavoroPrepara, sgomberaEsportazioni, type PartiPreparazione } from '#esportazione';
import { lavoroAttua } from '#organizzazione';
import {
  certificatiFidati,
  lavoroRileggi,
  lavoroSorveglia,
  lavoroSpedisci,
  ricordaRifiuti,
  sorvegliaCaselle,
  type PartiInvii,
  type PartiLettura,
} from '#pec';
import { orologioDiSistema } from '#platform/clock';
import { creaPostino } from '#platform/mail';
import { openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';
import {
  autoritaMarche,
  chiediVerifichePeriodiche,
  chiudiNotte,
  lavoroVerificaRegistro,
  type PartiNotte,
  type PartiPeriodica,
} from '#registro-verificabile';
import { Scrittore } from '#registrazione';
import { chiediChiusura, lavoroChiudi, type PartiGiornaliero } from '#registro-giornaliero';
import { lavoroAddestra } from '#suggerimenti';
import { segnalaLavoriAbbandonati } from '#supervisione';
import { compattaConteggi } from '#titolario';
import type { Ambiente } from './avvio/ambiente.ts';
import { indirizzoPerBrowser } from './avvio/indirizzo.ts';
import { avviaEsecutore } from './esecutore.ts';
import { lettore } from './lettore.ts';
import { pulisci } from './pulisci.ts';
import { tieniInVita } from './tieni-in-vita.ts';

/**
 * As whom each job acts, as every route says which permission it asks for (RN-71.1): `sistema` does what no person asked for, under
 * row-level security of one ente at a time; `richiedente` carries out what somebody with the permission for it has asked.
 */
export const comeAgisce: Record<string, 'sistema' | 'richiedente'> = {
  'documenti.verifica': 'richiedente',
  'autorizzazioni.recupero': 'sistema',
  'autorizzazioni.avviso-password': 'sistema',
  'suggerimenti.addestra': 'sistema',
  'comunicazioni.protocollazione': 'sistema',
  'comunicazioni.passi': 'sistema',
  'comunicazioni.posta': 'sistema',
  'comunicazioni.riepilogo': 'sistema',
  'pec.spedisci': 'richiedente',
  'pec.rileggi': 'richiedente',
  'registro-verificabile.verifica': 'richiedente',
  'conservazione.produci': 'richiedente',
  'conservazione.invia': 'richiedente',
  'conservazione.ronda': 'sistema',
  'esportazione.prepara': 'richiedente',
  'registro-giornaliero.chiudi': 'sistema',
  'app.notturno': 'sistema',
  'app.ora': 'sistema',
  'app.quarto': 'sistema',
};

type Parti = PartiDocumenti &
  PartiPosta &
  PartiInvii &
  PartiLettura &
  PartiNotte &
  PartiPeriodica &
  PartiGiornaliero &
  PartiConservazione &
  PartiPreparazione;

/** Every job of the product and the slice that carries it out. A handler may run twice and must not mind. */
export function compiti(parti: Parti): TaskList {
  return {
    'documenti.verifica': (contenuto) => lavoroVerifica(contenuto, parti),
    'autorizzazioni.recupero': (contenuto) => lavoroRecupero(contenuto, parti),
    'autorizzazioni.avviso-password': (contenuto) => lavoroAvvisoPassword(contenuto, parti),
    'suggerimenti.addestra': (contenuto) => lavoroAddestra(contenuto, parti),
    'comunicazioni.protocollazione': (contenuto) => lavoroProtocollazione(contenuto, parti),
    'comunicazioni.passi': (contenuto) => lavoroPassi(contenuto, parti),
    'comunicazioni.posta': (contenuto) => lavoroPosta(contenuto, parti),
    'comunicazioni.riepilogo': (contenuto) => lavoroRiepilogo(contenuto, parti),
    'pec.spedisci': (contenuto) => lavoroSpedisci(contenuto, parti),
    'pec.rileggi': (contenuto) => lavoroRileggi(contenuto, parti),
    'registro-verificabile.verifica': (contenuto) => lavoroVerificaRegistro(contenuto, parti),
    'conservazione.produci': (contenuto) => lavoroProduci(contenuto, parti),
    'conservazione.invia': (contenuto) => lavoroInvia(contenuto, parti),
    'conservazione.ronda': (contenuto) => lavoroRonda(contenuto, parti),
    'esportazione.prepara': (contenuto) => lavoroPrepara(contenuto, parti),
    'registro-giornaliero.chiudi': (contenuto) => lavoroChiudi(contenuto, parti),
    // Enti are found when the night comes, not when the schedule was written.
    'app.notturno': async () => {
      const enti = await parti.db.selectFrom('ente').select('id').execute();
      for (const { id } of enti) {
        await lavoroSpazza({ enteId: id }, parti);
        await pulisci(parti.db, id);
        await chiediVerifichePeriodiche(parti, id);
        await sgomberaEsportazioni(parti, id);
        await ricordaScadenze(parti, id);
        await ricordaChiavi(parti, id);
        await ricordaRifiuti(parti, id);
        await lavoroAddestra({ enteId: id, comunque: true }, parti);
      }
    },
    'app.ora': async () => {
      const enti = await parti.db.selectFrom('ente').select('id').execute();
      for (const { id } of enti) {
        // Before the rest, which may fail for the same reason.
        await segnalaLavoriAbbandonati(parti.db, id);
        await chiudiNotte(parti, id);
        await preparaRiepiloghi(parti, id, new Date());
        await chiediChiusura(parti.db, id);
      }
    },
    'app.quarto': async () => {
      const enti = await parti.db.selectFrom('ente').select('id').execute();
      for (const { id } of enti) {
        await lavoroAttua({ enteId: id }, parti);
        await compattaConteggi(parti.db, id);
        await lavoroAddestra({ enteId: id }, parti);
        await lavoroSorveglia({ enteId: id }, parti);
        await prossimaRonda(parti.db, id);
      }
    },
  };
}

/**
 * Runs the jobs until stopped: the outbox of the transactions, and a nightly round at 3:15 (sweeper of unreferenced uploads,
 * expired sessions and answers, suggestions learned again), and every quarter of an hour what the chart has for today, the counts
 * of the titolario folded and a look at whether there is enough new to learn from. Works as the role that owns the queue;
 * handlers work as the application.
 */
export async function avviaLavori(ambiente: Ambiente): Promise<{ ferma: () => Promise<void> }> {
  const { config, db, url, log, dati } = ambiente;
  const archivio = await openFileSystemStore(join(dati, 'documenti'));
  const postino = creaPostino(config.mail);
  const vault = openVault(dati, config.vault.chiavi);
  if (config.mail.host !== undefined && !postino)
    log.warn('c’è un server SMTP ma manca TABULARIUM_SMTP_MITTENTE: non si spedisce posta');
  const urlPubblico = ambiente.urlPubblico ?? indirizzoPerBrowser(config.http.indirizzo, config.http.porta);
  const fidati = certificatiFidati(config.pec.certificati);
  const leggi = lettore(ambiente);
  const elenco = compiti({
    db,
    archivio,
    log,
    postino,
    urlPubblico,
    urlConfigurato: ambiente.urlPubblico !== undefined,
    orologio: orologioDiSistema,
    scrittore: new Scrittore({ db, orologio: orologioDiSistema }),
    dati,
    vault,
    certificatiFidati: fidati,
    leggi,
    marche: autoritaMarche(config.marche),
    verificaGiorni: config.verifiche.giorni,
    metadati: { registrato: metadatiDocumento, sciolto: metadatiSciolto },
    giorniEsportazioni: config.esportazioni.giorni,
  });
  const caselle = sorvegliaCaselle({
    db,
    archivio,
    log,
    url,
    dati,
    vault,
    certificatiFidati: fidati,
    leggi,
  });
  const dimostrazione = avviaDimostrazione({ db, dati, log });
  const { ferma } = await tieniInVita(async () => {
    // Days may have ended while nobody was here.
    const enti = await db.selectFrom('ente').select('id').execute();
    for (const { id } of enti) await chiediChiusura(db, id);
    return await avviaEsecutore(url, elenco, log);
  }, log);
  return {
    ferma: async () => {
      await caselle.ferma();
      await dimostrazione.ferma();
      await ferma();
      postino?.chiudi();
    },
  };
}
