import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  contestoDi,
  montaGuardia,
  rotteAccessoEsterno,
  rotteChiaviApi,
  rotteDeleghe,
  rotteFattori,
  rotteFornitoriIdentita,
  rottePassword,
  rotteSecondoPasso,
  rottePolitiche,
  rotteRecupero,
  rotteSessione,
  rotteSessioni,
} from '#autorizzazioni';
import { rotteAssegnazioni, rotteRapportiAssegnazioni } from '#assegnazioni';
import { rotteCoda } from '#coda';
import { rotteConservazione } from '#conservazione';
import { rotteConsultazioni } from '#consultazioni';
import { rotteDimostrazione } from '#dimostrazione';
import { rotteEventi } from '#eventi';
import { comunica, rotteComunicazioni } from '#comunicazioni';
import { rotteDestinatari, rotteRubrica } from '#corrispondenti';
import { orologioDiSistema, type Orologio } from '#platform/clock';
import { creaServer, type App } from '#platform/http';
import { rotteDocumenti } from '#documenti';
import { rotteEsportazioni } from '#esportazione';
import {
  rotteCorrezioni,
  rotteFascicolazione,
  rotteFascicoli,
  rotteImportazioneFascicoli,
  rotteStampeFascicoli,
} from '#fascicoli';
import { rotteOrganizzazione } from '#organizzazione';
import { certificatiFidati, rotteCaselle, rotteInvii, rotteMissive, rottePosta } from '#pec';
import { postaConfigurata } from '#platform/mail';
import { loadFonts } from '#platform/pdf';
import { openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';
import {
  collega,
  puoLeggereDocumento,
  rotteEsclusioni,
  rotteLettere,
  rotteModelli,
  rotteProvvedimenti,
  rotteRegistrazione,
  rotteStampe,
  Scrittore,
} from '#registrazione';
import {
  rotteAutorizzazioni,
  rottePermessi,
  rotteRichiesteAutorizzazione,
  rotteSostituzioni,
  rotteUtenti,
} from '#persone';
import { rotteRegistroVerificabile } from '#registro-verificabile';
import { aggiungiASerie, rotteRepertori, rotteSerie } from '#repertori';
import {
  rotteCalendario,
  rotteRegistroGiornaliero,
  rotteSchemi,
  rotteVidimazione,
} from '#registro-giornaliero';
import { rotteScrivania } from '#scrivania';
import { rotteSmistamento } from '#smistamento';
import { rotteSuggerimenti } from '#suggerimenti';
import { rotteLavori, rotteLog, rotteQuadro } from '#supervisione';
import { rotteTitolario } from '#titolario';
import { rotteAvvisi } from '#tracciamento';
import { indirizzoPerBrowser } from './avvio/indirizzo.ts';
import type { Ambiente } from './avvio/ambiente.ts';
import { lettore } from './lettore.ts';
import { descriviApi, montaOpenApi } from './openapi.ts';
import { montaPagine } from './pagine.ts';
import { rotteSicurezza } from './sicurezza.routes.ts';
import { rotteStato } from './stato.routes.ts';
import { rotteUfficiPubblici } from './uffici.routes.ts';
import { rotteVerifica } from './verifica.routes.ts';

const { version: versione } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { version: string };

/**
 * The whole web half, not yet listening: every slice's routes under `/api/v1`, the public verification page, the built
 * pages. A test passes its own clock.
 */
export async function creaApp(ambiente: Ambiente, orologio: Orologio = orologioDiSistema): Promise<App> {
  const { config, db, urlPubblico, log } = ambiente;
  const app = await creaServer({
    log,
    proxyFidato: config.http.proxyFidato,
    limiteRichieste: config.http.limiteRichieste,
  });
  const { inattivitaMinuti } = config.autorizzazioni;
  montaGuardia(app, { db, inattivitaMinuti });
  await montaOpenApi(app, { versione, urlPubblico });

  const archivio = await openFileSystemStore(join(ambiente.dati, 'documenti'));
  const comuni = {
    db,
    orologio,
    urlPubblico: urlPubblico ?? indirizzoPerBrowser(config.http.indirizzo, config.http.porta),
    urlConfigurato: urlPubblico !== undefined,
    inattivitaMinuti,
  };
  const identita = {
    ...comuni,
    vault: openVault(ambiente.dati, config.vault.chiavi),
    urlPasskey: urlPubblico,
    informa: comunica,
  };
  const posta = {
    vault: identita.vault,
    dati: ambiente.dati,
    certificatiFidati: certificatiFidati(config.pec.certificati),
  };
  const registrazione = { ...comuni, archivio, log, scrittore: new Scrittore({ db, orologio }) };
  await app.register(
    async (api) => {
      rotteStato(api, comuni);
      rotteSessione(api, comuni);
      rotteSessioni(api, comuni);
      rottePassword(api, comuni);
      rotteSecondoPasso(api, identita);
      rotteFattori(api, identita);
      rotteAccessoEsterno(api, identita);
      rotteFornitoriIdentita(api, identita);
      rottePolitiche(api, comuni);
      rotteRecupero(api, { ...comuni, recuperoPerPosta: postaConfigurata(config.mail) });
      rotteChiaviApi(api, comuni);
      rotteDeleghe(api, comuni);
      rotteOrganizzazione(api, comuni);
      rotteUtenti(api, comuni);
      rotteAutorizzazioni(api, comuni);
      rotteRichiesteAutorizzazione(api, comuni);
      rotteSostituzioni(api, comuni);
      rottePermessi(api);
      rotteAvvisi(api, { db, chi: contestoDi });
      rotteComunicazioni(api, { ...comuni, spedisce: postaConfigurata(config.mail) });
      rotteEventi(api, { ...comuni, url: ambiente.url, log });
      rotteTitolario(api, comuni);
      rotteAssegnazioni(api, registrazione);
      rotteRapportiAssegnazioni(api, comuni);
      rotteCoda(api, registrazione);
      rotteFascicoli(api, registrazione);
      rotteFascicolazione(api, registrazione);
      rotteCorrezioni(api, registrazione);
      rotteStampeFascicoli(api, registrazione);
      rotteImportazioneFascicoli(api, { ...registrazione, collega, aggiungiASerie });
      rotteRubrica(api, comuni);
      await rotteDestinatari(api);
      rotteRegistrazione(api, registrazione);
      rotteRegistroVerificabile(api, {
        ...comuni,
        vault: identita.vault,
        marche: config.marche.url !== undefined,
        verificaGiorni: config.verifiche.giorni,
      });
      rotteProvvedimenti(api, registrazione);
      rotteEsclusioni(api, registrazione);
      rotteStampe(api, registrazione);
      rotteLettere(api, registrazione);
      rotteModelli(api, comuni);
      rotteRepertori(api, comuni);
      rotteRegistroGiornaliero(api, registrazione);
      rotteVidimazione(api, comuni);
      rotteCalendario(api, comuni);
      rotteSerie(api, comuni);
      rotteSuggerimenti(api, comuni);
      rotteSmistamento(api, comuni);
      rotteConsultazioni(api, comuni);
      rotteInvii(api, registrazione);
      rotteCaselle(api, { ...comuni, ...posta });
      rottePosta(api, { ...registrazione, leggi: lettore(ambiente) });
      rotteMissive(api, comuni);
      rotteDimostrazione(api, { db, dati: ambiente.dati });
      rotteConservazione(api, { ...registrazione, vault: identita.vault, dati: ambiente.dati });
      rotteEsportazioni(api, { db, dati: ambiente.dati, giorni: config.esportazioni.giorni });
      rotteScrivania(api, comuni);
      rotteLog(api, comuni);
      rotteQuadro(api, comuni);
      rotteLavori(api, comuni);
      rotteDocumenti(api, {
        ...comuni,
        archivio,
        dimensioneMassima: config.documenti.dimensioneMassima,
        puoLeggere: puoLeggereDocumento,
      });
      rotteSicurezza(api, { radice: app, config, urlPubblico: comuni.urlPubblico });
      let descrizione: Record<string, unknown> | undefined;
      api.get(
        '/openapi.json',
        { config: { permesso: 'pubblico' }, schema: { hide: true } },
        () => (descrizione ??= descriviApi(app)),
      );
    },
    { prefix: '/api/v1' },
  );
  rotteVerifica(app, comuni);
  rotteSchemi(app);
  rotteUfficiPubblici(app, comuni);
  // The first ricevuta at the counter must not wait for them.
  app.addHook('onListen', async () => void (await loadFonts()));
  if (ambiente.cartellaWeb) await app.register((pagine) => montaPagine(pagine, ambiente.cartellaWeb));
  return app;
}
