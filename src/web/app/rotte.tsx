import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { leggiFiltriFascicoli } from '../fascicoli/filtri.ts';
import { leggiFiltriUtenti } from '../persone/utenti/filtri.ts';
import { Attesa } from '../platform/ui/attesa.tsx';
import { leggiFiltriInvii } from '../pec/invii/filtri.ts';
import { leggiCerca } from '../pec/posta/cerca.ts';
import { leggiFiltri } from '../registrazione/registro/filtri.ts';
import { leggiFiltriLog, leggiPeriodo } from '../supervisione/filtri.ts';
import { leggiCoda } from '../scrivania/code.ts';
import type { Coda } from '../scrivania/tipi.ts';
import { Cornice } from './cornice.tsx';
import { ErrorePagina } from './errore-pagina.tsx';
import { Inizio } from './inizio.tsx';
import { NonTrovata } from './non-trovata.tsx';
import { leggiParametri, scriviParametri } from './parametri.ts';

const radice = createRootRoute({ component: Cornice, notFoundComponent: NonTrovata });
const sotto = <P extends string>(path: P) => ({ getParentRoute: () => radice, path });
const testo = (valore: unknown): string | undefined =>
  typeof valore === 'string' && valore ? valore : undefined;

const giornoValido = (valore: unknown): string | undefined =>
  typeof valore === 'string' && /^20\d\d-\d\d-\d\d$/.test(valore) ? valore : undefined;

const inizio = createRoute({ ...sotto('/'), component: Inizio });

const scrivania = createRoute({
  ...sotto('/scrivania'),
  validateSearch: (s: Record<string, unknown>): { coda?: Coda } => ({ coda: leggiCoda(s.coda) }),
  component: lazyRouteComponent(() => import('../scrivania/pagina-scrivania.tsx'), 'PaginaScrivania'),
});

const registra = createRoute({
  ...sotto('/registra'),
  component: lazyRouteComponent(
    () => import('../registrazione/registra/pagina-registra.tsx'),
    'PaginaRegistra',
  ),
});

const consultazioni = createRoute({
  ...sotto('/consultazioni'),
  validateSearch: (s: Record<string, unknown>): { registro?: string; anno?: string; numero?: string } => ({
    registro: testo(s.registro),
    anno: testo(s.anno),
    numero: testo(s.numero),
  }),
  component: lazyRouteComponent(
    () => import('../consultazioni/pagina-consultazioni.tsx'),
    'PaginaConsultazioni',
  ),
});

const registro = createRoute({
  ...sotto('/registro'),
  validateSearch: leggiFiltri,
  component: lazyRouteComponent(
    () => import('../registrazione/registro/pagina-registro.tsx'),
    'PaginaRegistro',
  ),
});

const dettaglio = createRoute({
  ...sotto('/registro/$anno/$numero'),
  validateSearch: (s: Record<string, unknown>): { scheda?: string } => ({ scheda: testo(s.scheda) }),
  component: lazyRouteComponent(
    () => import('../registrazione/dettaglio/pagina-dettaglio.tsx'),
    'PaginaDettaglio',
  ),
});

const annullamento = createRoute({
  ...sotto('/registro/$anno/$numero/annullamento'),
  component: lazyRouteComponent(
    () => import('../registrazione/provvedimenti/pagina-annullamento.tsx'),
    'PaginaAnnullamento',
  ),
});

const rettifica = createRoute({
  ...sotto('/registro/$anno/$numero/rettifica'),
  component: lazyRouteComponent(
    () => import('../registrazione/provvedimenti/pagina-rettifica.tsx'),
    'PaginaRettifica',
  ),
});

const richieste = createRoute({
  ...sotto('/richieste'),
  component: lazyRouteComponent(
    () => import('../registrazione/provvedimenti/pagina-richieste.tsx'),
    'PaginaRichieste',
  ),
});

const rubrica = createRoute({
  ...sotto('/rubrica'),
  validateSearch: (s: Record<string, unknown>): { q?: string; voce?: string } => ({
    q: testo(s.q),
    voce: testo(s.voce),
  }),
  component: lazyRouteComponent(() => import('../corrispondenti/pagina-rubrica.tsx'), 'PaginaRubrica'),
});

const titolario = createRoute({
  ...sotto('/titolario'),
  validateSearch: (s: Record<string, unknown>): { data?: string; voce?: string } => ({
    data: testo(s.data),
    voce: testo(s.voce),
  }),
  component: lazyRouteComponent(() => import('../titolario/pagina-titolario.tsx'), 'PaginaTitolario'),
});

const fascicoli = createRoute({
  ...sotto('/fascicoli'),
  validateSearch: leggiFiltriFascicoli,
  component: lazyRouteComponent(() => import('../fascicoli/elenco/pagina-fascicoli.tsx'), 'PaginaFascicoli'),
});
const fascicolo = createRoute({
  ...sotto('/fascicoli/$numero'),
  validateSearch: (s: Record<string, unknown>): { scheda?: string } => ({ scheda: testo(s.scheda) }),
  component: lazyRouteComponent(
    () => import('../fascicoli/cartella/pagina-fascicolo.tsx'),
    'PaginaFascicolo',
  ),
});
const fascicoloNuovo = createRoute({
  ...sotto('/fascicoli/nuovo'),
  validateSearch: (s: Record<string, unknown>): { da?: string; classe?: string } => ({
    da: testo(s.da),
    classe: testo(s.classe),
  }),
  component: lazyRouteComponent(() => import('../fascicoli/apri/pagina-apri.tsx'), 'PaginaApri'),
});
const daSistemare = createRoute({
  ...sotto('/fascicoli/da-sistemare'),
  validateSearch: (s: Record<string, unknown>): { mancano?: 'classificazione' | 'fascicolo' } => ({
    mancano: s.mancano === 'fascicolo' || s.mancano === 'classificazione' ? s.mancano : undefined,
  }),
  component: lazyRouteComponent(
    () => import('../fascicoli/sistemare/pagina-da-sistemare.tsx'),
    'PaginaDaSistemare',
  ),
});
const segnalazioni = createRoute({
  ...sotto('/fascicoli/segnalazioni'),
  validateSearch: (s: Record<string, unknown>): { stato?: 'tutte' } => ({
    stato: s.stato === 'tutte' ? 'tutte' : undefined,
  }),
  component: lazyRouteComponent(
    () => import('../fascicoli/richieste/pagina-segnalazioni.tsx'),
    'PaginaSegnalazioni',
  ),
});
const repertorioFascicoli = createRoute({
  ...sotto('/fascicoli/repertorio'),
  validateSearch: (s: Record<string, unknown>): { anno?: string } => ({
    anno: typeof s.anno === 'string' && /^20\d\d$/.test(s.anno) ? s.anno : undefined,
  }),
  component: lazyRouteComponent(
    () => import('../fascicoli/repertorio/pagina-repertorio.tsx'),
    'PaginaRepertorio',
  ),
});

const giornalieri = createRoute({
  ...sotto('/registro-giornaliero'),
  validateSearch: (s: Record<string, unknown>): { mese?: string; registro?: string } => ({
    mese: typeof s.mese === 'string' && /^20\d\d-(0[1-9]|1[0-2])$/.test(s.mese) ? s.mese : undefined,
    registro: testo(s.registro),
  }),
  component: lazyRouteComponent(
    () => import('../registro-giornaliero/pagina-giornalieri.tsx'),
    'PaginaGiornalieri',
  ),
});
const registroPeriodo = createRoute({
  ...sotto('/registro-giornaliero/periodo'),
  validateSearch: (s: Record<string, unknown>): { dal?: string; al?: string; registro?: string } => ({
    dal: giornoValido(s.dal),
    al: giornoValido(s.al),
    registro: testo(s.registro),
  }),
  component: lazyRouteComponent(() => import('../registro-giornaliero/pagina-periodo.tsx'), 'PaginaPeriodo'),
});
const calendario = createRoute({
  ...sotto('/registro-giornaliero/calendario'),
  component: lazyRouteComponent(
    () => import('../registro-giornaliero/pagina-calendario.tsx'),
    'PaginaCalendario',
  ),
});
const giornaliero = createRoute({
  ...sotto('/registro-giornaliero/$registro/$giorno'),
  component: lazyRouteComponent(() => import('../registro-giornaliero/pagina-giorno.tsx'), 'PaginaGiorno'),
});
const vidimazione = createRoute({
  ...sotto('/registro-giornaliero/$registro/$giorno/$area'),
  component: lazyRouteComponent(
    () => import('../registro-giornaliero/pagina-vidimazione.tsx'),
    'PaginaVidimazione',
  ),
});

const conservati = createRoute({
  ...sotto('/conservazione'),
  component: lazyRouteComponent(
    () => import('../conservazione/pagina-conservazione.tsx'),
    'PaginaConservazione',
  ),
});
const pacchettoConservato = createRoute({
  ...sotto('/conservazione/pacchetti/$id'),
  component: lazyRouteComponent(() => import('../conservazione/pagina-pacchetto.tsx'), 'PaginaPacchetto'),
});
const versaInConservazione = createRoute({
  ...sotto('/conservazione/versa'),
  component: lazyRouteComponent(() => import('../conservazione/pagina-versa.tsx'), 'PaginaVersa'),
});
const proposteConservazione = createRoute({
  ...sotto('/conservazione/proposte'),
  component: lazyRouteComponent(() => import('../conservazione/pagina-proposte.tsx'), 'PaginaProposte'),
});
const conservatore = createRoute({
  ...sotto('/conservazione/conservatore'),
  component: lazyRouteComponent(
    () => import('../conservazione/pagina-conservatore.tsx'),
    'PaginaConservatore',
  ),
});

const repertori = createRoute({
  ...sotto('/repertori'),
  component: lazyRouteComponent(() => import('../repertori/pagina-repertori.tsx'), 'PaginaRepertori'),
});
const repertorioNuovo = createRoute({
  ...sotto('/repertori/nuovo'),
  component: lazyRouteComponent(
    () => import('../repertori/pagina-nuovo-repertorio.tsx'),
    'PaginaNuovoRepertorio',
  ),
});
const repertorio = createRoute({
  ...sotto('/repertori/$registro'),
  validateSearch: leggiFiltri,
  component: lazyRouteComponent(() => import('../repertori/pagina-repertorio.tsx'), 'PaginaRepertorio'),
});
const repertorioModifica = createRoute({
  ...sotto('/repertori/$registro/modifica'),
  component: lazyRouteComponent(
    () => import('../repertori/pagina-modifica-repertorio.tsx'),
    'PaginaModificaRepertorio',
  ),
});
const repertorioRegistra = createRoute({
  ...sotto('/repertori/$registro/registra'),
  component: lazyRouteComponent(
    () => import('../repertori/pagina-registra-repertorio.tsx'),
    'PaginaRegistraRepertorio',
  ),
});
const repertorioDettaglio = createRoute({
  ...sotto('/repertori/$registro/$anno/$numero'),
  validateSearch: (s: Record<string, unknown>): { scheda?: string } => ({ scheda: testo(s.scheda) }),
  component: lazyRouteComponent(
    () => import('../repertori/pagine-registrazione.tsx'),
    'PaginaDettaglioRepertorio',
  ),
});
const repertorioAnnullamento = createRoute({
  ...sotto('/repertori/$registro/$anno/$numero/annullamento'),
  component: lazyRouteComponent(
    () => import('../repertori/pagine-registrazione.tsx'),
    'PaginaAnnullamentoRepertorio',
  ),
});
const repertorioRettifica = createRoute({
  ...sotto('/repertori/$registro/$anno/$numero/rettifica'),
  component: lazyRouteComponent(
    () => import('../repertori/pagine-registrazione.tsx'),
    'PaginaRettificaRepertorio',
  ),
});

const serie = createRoute({
  ...sotto('/serie'),
  component: lazyRouteComponent(
    () => import('../repertori/serie/pagina-elenco-serie.tsx'),
    'PaginaElencoSerie',
  ),
});
const serieNuova = createRoute({
  ...sotto('/serie/nuova'),
  component: lazyRouteComponent(
    () => import('../repertori/serie/pagina-nuova-serie.tsx'),
    'PaginaNuovaSerie',
  ),
});
const serieUna = createRoute({
  ...sotto('/serie/$id'),
  component: lazyRouteComponent(() => import('../repertori/serie/pagina-serie.tsx'), 'PaginaSerie'),
});

const organigramma = createRoute({
  ...sotto('/organigramma'),
  validateSearch: (s: Record<string, unknown>): { data?: string; unita?: string } => ({
    data: typeof s.data === 'string' && /^\d{4}-\d\d-\d\d$/.test(s.data) ? s.data : undefined,
    unita: testo(s.unita),
  }),
  component: lazyRouteComponent(
    () => import('../organizzazione/organigramma/pagina-organigramma.tsx'),
    'PaginaOrganigramma',
  ),
});
const ufficiChiusi = createRoute({
  ...sotto('/organigramma/chiusi'),
  component: lazyRouteComponent(
    () => import('../organizzazione/organigramma/pagina-chiusi.tsx'),
    'PaginaChiusi',
  ),
});
const importaOrganigramma = createRoute({
  ...sotto('/organigramma/importa'),
  component: lazyRouteComponent(
    () => import('../organizzazione/organigramma/pagina-importa.tsx'),
    'PaginaImporta',
  ),
});

const versioniTitolario = createRoute({
  ...sotto('/titolario/versioni'),
  component: lazyRouteComponent(() => import('../titolario/versioni/pagina-versioni.tsx'), 'PaginaVersioni'),
});

const versioneTitolario = createRoute({
  ...sotto('/titolario/versioni/$id'),
  validateSearch: (s: Record<string, unknown>): { vista?: string } => ({ vista: testo(s.vista) }),
  component: lazyRouteComponent(() => import('../titolario/versioni/pagina-versione.tsx'), 'PaginaVersione'),
});

const conservazione = createRoute({
  ...sotto('/titolario/conservazione'),
  validateSearch: (s: Record<string, unknown>): { piano?: string } => ({ piano: testo(s.piano) }),
  component: lazyRouteComponent(
    () => import('../titolario/piani/pagina-conservazione.tsx'),
    'PaginaConservazione',
  ),
});

const prontuario = createRoute({
  ...sotto('/prontuario'),
  validateSearch: (s: Record<string, unknown>): { q?: string; orfane?: string } => ({
    q: testo(s.q),
    orfane: testo(s.orfane),
  }),
  component: lazyRouteComponent(
    () => import('../titolario/prontuario/pagina-prontuario.tsx'),
    'PaginaProntuario',
  ),
});

const coda = createRoute({
  ...sotto('/coda'),
  validateSearch: (s: Record<string, unknown>): { stato?: 'uscite' } => ({
    stato: s.stato === 'uscite' ? 'uscite' : undefined,
  }),
  component: lazyRouteComponent(() => import('../coda/pagina-coda.tsx'), 'PaginaCoda'),
});
const codaNuova = createRoute({
  ...sotto('/coda/nuova'),
  validateSearch: (s: Record<string, unknown>): { rispostaA?: string } => ({
    rispostaA:
      typeof s.rispostaA === 'string' && /^\d{4}\/\d{1,15}$/.test(s.rispostaA) ? s.rispostaA : undefined,
  }),
  component: lazyRouteComponent(() => import('../coda/pagina-nuova.tsx'), 'PaginaNuova'),
});
const codaRegistra = createRoute({
  ...sotto('/coda/$id/registra'),
  component: lazyRouteComponent(() => import('../coda/pagina-registra-coda.tsx'), 'PaginaRegistraCoda'),
});

const pec = createRoute({
  ...sotto('/pec'),
  validateSearch: leggiCerca,
  component: lazyRouteComponent(() => import('../pec/posta/pagina-posta.tsx'), 'PaginaPosta'),
});
const pecInvii = createRoute({
  ...sotto('/pec/invii'),
  validateSearch: leggiFiltriInvii,
  component: lazyRouteComponent(() => import('../pec/invii/pagina-invii.tsx'), 'PaginaInvii'),
});

const dimostrazione = createRoute({
  ...sotto('/dimostrazione'),
  component: lazyRouteComponent(
    () => import('../dimostrazione/pagina-dimostrazione.tsx'),
    'PaginaDimostrazione',
  ),
});

const preferenzePosta = createRoute({
  ...sotto('/comunicazioni/preferenze'),
  component: lazyRouteComponent(() => import('../comunicazioni/pagina-preferenze.tsx'), 'PaginaPreferenze'),
});
const reteComunicazioni = createRoute({
  ...sotto('/comunicazioni/rete'),
  component: lazyRouteComponent(() => import('../comunicazioni/pagina-rete.tsx'), 'PaginaRete'),
});
const comunicazioni = createRoute({
  ...sotto('/comunicazioni'),
  component: lazyRouteComponent(
    () => import('../comunicazioni/pagina-comunicazioni.tsx'),
    'PaginaComunicazioni',
  ),
});

const supervisione = createRoute({
  ...sotto('/supervisione'),
  validateSearch: leggiPeriodo,
  component: lazyRouteComponent(
    () => import('../supervisione/pagina-supervisione.tsx'),
    'PaginaSupervisione',
  ),
});
const logOperazioni = createRoute({
  ...sotto('/supervisione/log'),
  validateSearch: leggiFiltriLog,
  component: lazyRouteComponent(() => import('../supervisione/pagina-log.tsx'), 'PaginaLog'),
});
const statoRegistro = createRoute({
  ...sotto('/stato-registro'),
  component: lazyRouteComponent(() => import('../registro-verificabile/pagina-stato.tsx'), 'PaginaStato'),
});
const chiaviFirma = createRoute({
  ...sotto('/stato-registro/chiavi'),
  component: lazyRouteComponent(() => import('../registro-verificabile/pagina-chiavi.tsx'), 'PaginaChiavi'),
});
const esportazioni = createRoute({
  ...sotto('/esportazioni'),
  component: lazyRouteComponent(
    () => import('../esportazione/pagina-esportazioni.tsx'),
    'PaginaEsportazioni',
  ),
});
const profilo = createRoute({
  ...sotto('/profilo'),
  component: lazyRouteComponent(() => import('../autorizzazioni/pagina-profilo.tsx'), 'PaginaProfilo'),
});

const secondoFattore = createRoute({
  ...sotto('/profilo/secondo-fattore'),
  component: lazyRouteComponent(
    () => import('../autorizzazioni/secondo-fattore/pagina-secondo-fattore.tsx'),
    'PaginaSecondoFattore',
  ),
});

const sostituzioni = createRoute({
  ...sotto('/sostituzioni'),
  component: lazyRouteComponent(
    () => import('../persone/sostituzioni/pagina-sostituzioni.tsx'),
    'PaginaSostituzioni',
  ),
});
const richiesteAutorizzazione = createRoute({
  ...sotto('/autorizzazioni/richieste'),
  validateSearch: (s: Record<string, unknown>): { stato?: 'decise' } => ({
    stato: s.stato === 'decise' ? 'decise' : undefined,
  }),
  component: lazyRouteComponent(
    () => import('../persone/richieste/pagina-richieste.tsx'),
    'PaginaRichiesteAutorizzazione',
  ),
});

const amministrazione = createRoute({
  ...sotto('/amministrazione'),
  component: lazyRouteComponent(() => import('../organizzazione/amministrazione.tsx'), 'Amministrazione'),
});
const sottoAmministrazione = <P extends string>(path: P) => ({ getParentRoute: () => amministrazione, path });
const indiceAmministrazione = createRoute({
  ...sottoAmministrazione('/'),
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
    throw redirect({ to: '/amministrazione/aoo', replace: true });
  },
});
const aoo = createRoute({
  ...sottoAmministrazione('/aoo'),
  component: lazyRouteComponent(() => import('../organizzazione/pagina-aoo.tsx'), 'PaginaAoo'),
});
const segnatura = createRoute({
  ...sottoAmministrazione('/segnatura'),
  component: lazyRouteComponent(() => import('../organizzazione/pagina-segnatura.tsx'), 'PaginaSegnatura'),
});
const chiavi = createRoute({
  ...sottoAmministrazione('/chiavi'),
  component: lazyRouteComponent(() => import('../organizzazione/pagina-chiavi.tsx'), 'PaginaChiavi'),
});
const politiche = createRoute({
  ...sottoAmministrazione('/politiche'),
  component: lazyRouteComponent(() => import('../organizzazione/pagina-politiche.tsx'), 'PaginaPolitiche'),
});
const nomine = createRoute({
  ...sottoAmministrazione('/nomine'),
  component: lazyRouteComponent(() => import('../organizzazione/nomine/pagina-nomine.tsx'), 'PaginaNomine'),
});
const accessoEsterno = createRoute({
  ...sottoAmministrazione('/accesso-esterno'),
  component: lazyRouteComponent(
    () => import('../organizzazione/pagina-accesso-esterno.tsx'),
    'PaginaAccessoEsterno',
  ),
});
const deleghe = createRoute({
  ...sottoAmministrazione('/deleghe'),
  component: lazyRouteComponent(() => import('../organizzazione/pagina-deleghe.tsx'), 'PaginaDeleghe'),
});
const utenti = createRoute({
  ...sottoAmministrazione('/utenti'),
  validateSearch: leggiFiltriUtenti,
  component: lazyRouteComponent(() => import('../persone/utenti/pagina-utenti.tsx'), 'PaginaUtenti'),
});
const utenteNuovo = createRoute({
  ...sottoAmministrazione('/utenti/nuovo'),
  component: lazyRouteComponent(
    () => import('../persone/utenti/pagina-nuovo-utente.tsx'),
    'PaginaNuovoUtente',
  ),
});
const utentiImporta = createRoute({
  ...sottoAmministrazione('/utenti/importa'),
  component: lazyRouteComponent(() => import('../persone/utenti/pagina-importa.tsx'), 'PaginaImportaUtenti'),
});
const utente = createRoute({
  ...sottoAmministrazione('/utenti/$id'),
  component: lazyRouteComponent(() => import('../persone/utenti/pagina-utente.tsx'), 'PaginaUtente'),
});
const permessi = createRoute({
  ...sottoAmministrazione('/permessi'),
  component: lazyRouteComponent(() => import('../persone/permessi/pagina-permessi.tsx'), 'PaginaPermessi'),
});
const obbligoSecondoFattore = createRoute({
  ...sottoAmministrazione('/secondo-fattore'),
  component: lazyRouteComponent(
    () => import('../persone/secondo-fattore/pagina-obbligo.tsx'),
    'PaginaObbligo',
  ),
});

const smistamento = createRoute({
  ...sottoAmministrazione('/smistamento'),
  validateSearch: (s: Record<string, unknown>): { regola?: string } => ({ regola: testo(s.regola) }),
  component: lazyRouteComponent(() => import('../smistamento/pagina-smistamento.tsx'), 'PaginaSmistamento'),
});

const caselle = createRoute({
  ...sottoAmministrazione('/caselle'),
  component: lazyRouteComponent(() => import('../pec/caselle/pagina-caselle.tsx'), 'PaginaCaselle'),
});

const lavori = createRoute({
  ...sottoAmministrazione('/lavori'),
  component: lazyRouteComponent(() => import('../supervisione/pagina-lavori.tsx'), 'PaginaLavori'),
});

const albero = radice.addChildren([
  inizio,
  giornalieri,
  registroPeriodo,
  calendario,
  giornaliero,
  vidimazione,
  conservati,
  pacchettoConservato,
  versaInConservazione,
  proposteConservazione,
  conservatore,
  scrivania,
  registra,
  registro,
  consultazioni,
  dettaglio,
  annullamento,
  rettifica,
  richieste,
  rubrica,
  fascicoli,
  fascicolo,
  fascicoloNuovo,
  daSistemare,
  segnalazioni,
  repertorioFascicoli,
  organigramma,
  ufficiChiusi,
  importaOrganigramma,
  titolario,
  versioniTitolario,
  versioneTitolario,
  conservazione,
  prontuario,
  coda,
  codaNuova,
  codaRegistra,
  pec,
  pecInvii,
  dimostrazione,
  comunicazioni,
  profilo,
  preferenzePosta,
  reteComunicazioni,
  repertori,
  repertorioNuovo,
  repertorio,
  repertorioModifica,
  repertorioRegistra,
  repertorioDettaglio,
  repertorioAnnullamento,
  repertorioRettifica,
  serie,
  serieNuova,
  serieUna,
  supervisione,
  statoRegistro,
  chiaviFirma,
  esportazioni,
  logOperazioni,
  secondoFattore,
  sostituzioni,
  richiesteAutorizzazione,
  amministrazione.addChildren([
    indiceAmministrazione,
    aoo,
    segnatura,
    chiavi,
    accessoEsterno,
    politiche,
    nomine,
    deleghe,
    utenti,
    utenteNuovo,
    utentiImporta,
    utente,
    permessi,
    obbligoSecondoFattore,
    smistamento,
    caselle,
    lavori,
  ]),
]);

/** Every object has an address one can paste; each screen is loaded the first time it is opened. */
export const router = createRouter({
  routeTree: albero,
  parseSearch: leggiParametri,
  stringifySearch: scriviParametri,
  defaultPendingComponent: Attesa,
  defaultErrorComponent: ErrorePagina,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
