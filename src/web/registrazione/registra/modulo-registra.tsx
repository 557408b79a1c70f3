import { useEffect, useRef, useState, type ReactElement } from 'react';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { useDocumenti } from '../../documenti/use-documenti.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import type { Esclusione } from '../esclusioni/api.ts';
import type { Flusso, Registrazione, RichiestaRegistrazione } from '../tipi.ts';
import { AzioniRegistra } from './azioni-registra.tsx';
import { useBozza, type Conservato } from './bozza.ts';
import { CampiModulo } from './campi-modulo.tsx';
import { ContestoErrori, type Errori } from './contesto.ts';
import { Esito } from './esito.tsx';
import { EsitoEsclusione } from '../esclusioni/esito-esclusione.tsx';
import { EsitoIgnoto } from './esito-ignoto.tsx';
import { PannelloDocumenti } from './pannello-documenti.tsx';
import { PiedeRegistra } from './piede-registra.tsx';
import { RiepilogoErrori } from './riepilogo-errori.tsx';
import { Simili } from './simili.tsx';
import { compilato, daRichiesta, moduloVuoto, versoRichiesta, type Modulo } from './modulo.ts';
import { erroriDi } from './errori-di.ts';
import { ascoltaRichiami } from './richiamo.ts';
import { useArrivoAdesso } from './use-arrivo-adesso.ts';
import { useRegistrazione } from './use-registrazione.ts';

type Rifiuto = { errore: unknown; campi: Errori };

/** The form and its document side by side, and what became of the last one sent. */
export function ModuloRegistra({ conservato }: { conservato: Conservato }): ReactElement {
  const { utente } = useSessione();
  const [ultima, setUltima] = useState(conservato.ultima);
  const [fatta, setFatta] = useState<Registrazione>();
  const [esclusa, setEsclusa] = useState<Esclusione>();
  const [rifiuto, setRifiuto] = useState<Rifiuto>();
  const [prima, setPrima] = useState<Modulo>();
  const form = useForm<Modulo>({ defaultValues: conservato.bozza?.modulo ?? moduloVuoto('E', new Date()) });
  const modulo = useWatch({ control: form.control }) as Modulo;
  const documenti = useDocumenti(conservato.bozza?.documenti ?? []);
  const bozza = useBozza(utente.id, conservato.posto, modulo, documenti.righe);
  const bottoneFile = useRef<HTMLButtonElement>(null);
  useArrivoAdesso(form, conservato.bozza === undefined);

  const ricomincia = (nuovo: Modulo): void => {
    form.reset(nuovo);
    documenti.svuota();
    setRifiuto(undefined);
    setPrima(undefined);
    bottoneFile.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  };
  const invio = useRegistrazione(utente.id, conservato.posto, conservato.tentativo, {
    registrata: (registrazione, richiesta) => {
      setFatta(registrazione);
      setEsclusa(undefined);
      setUltima(richiesta);
      annuncia(`Registrato con il numero ${Number(registrazione.numero)} del ${registrazione.anno}`);
      ricomincia(moduloVuoto(richiesta.flusso, new Date()));
    },
    rifiutata: (errore) => setRifiuto({ errore, campi: erroriDi(errore) }),
  });

  const bloccato = invio.stato !== 'pronto';
  const inCarico = documenti.righe.some((r) => r.stato === 'in-corso');
  const registra = (): void => {
    if (bloccato || inCarico) return;
    setRifiuto(undefined);
    setFatta(undefined);
    const pronti = documenti.righe.filter((r) => r.carta || r.documento);
    invio.invia(
      versoRichiesta(
        form.getValues(),
        pronti.map((r) => ({ id: r.documento?.id, descrizione: r.descrizione })),
      ),
    );
  };
  /** Nothing typed is thrown away: the form that is replaced can be had back. */
  const sostituisci = (nuovo: Modulo): void => {
    const attuale = form.getValues();
    setPrima(compilato(attuale) ? attuale : undefined);
    form.reset(nuovo);
    form.setFocus('oggetto', { shouldSelect: true });
  };
  const cambiaFlusso = (flusso: Flusso): void => {
    setFatta(undefined);
    setEsclusa(undefined);
    const attuale = form.getValues();
    if (compilato(attuale)) form.setValue('flusso', flusso);
    else form.reset(moduloVuoto(flusso, new Date()));
    bottoneFile.current?.focus();
  };
  const richiama = useRef(cambiaFlusso);
  useEffect(() => {
    richiama.current = cambiaFlusso;
  });
  useEffect(() => ascoltaRichiami((flusso) => richiama.current(flusso)), []);
  const daModello = (contenuto: Partial<RichiestaRegistrazione>): void =>
    sostituisci(daRichiesta(contenuto, new Date()));

  return (
    <FormProvider {...form}>
      <ContestoErrori value={rifiuto?.campi ?? {}}>
        <Pagina
          titolo="Registra"
          classe="registra"
          azioni={
            <AzioniRegistra
              {...(ultima && { onRipeti: () => daModello(ultima) })}
              onModello={daModello}
              {...(compilato(modulo) && {
                onSvuota: () => sostituisci(moduloVuoto(modulo.flusso, new Date())),
              })}
              {...(prima && {
                onRipristina: () => {
                  form.reset(prima);
                  setPrima(undefined);
                },
              })}
            />
          }
        >
          {fatta && <Esito registrazione={fatta} onChiudi={() => setFatta(undefined)} />}
          {esclusa && <EsitoEsclusione esclusione={esclusa} />}
          {invio.stato === 'ignoto' && <EsitoIgnoto onControlla={invio.controlla} onLascia={invio.lascia} />}
          {rifiuto && invio.stato !== 'ignoto' && (
            <RiepilogoErrori errore={rifiuto.errore} campi={rifiuto.campi} />
          )}
          <form
            className="registra__lavoro"
            onSubmit={(e) => {
              e.preventDefault();
              registra();
            }}
            noValidate
          >
            <fieldset className="registra__colonne" disabled={bloccato}>
              <legend className="visually-hidden">Documento e dati della registrazione</legend>
              <PannelloDocumenti documenti={documenti} bottone={bottoneFile} />
              <div className="registra__dati">
                <CampiModulo onFlusso={cambiaFlusso} />
                <Simili documenti={documenti.righe} />
              </div>
            </fieldset>
            <PiedeRegistra
              stato={invio.stato}
              inCarico={inCarico}
              bozza={bozza}
              documento={documenti.righe.find((r) => r.documento)?.documento?.id}
              onRegistra={registra}
              onEscluso={(esclusione) => {
                setFatta(undefined);
                setEsclusa(esclusione);
                annuncia('Annotato fra i documenti non registrati');
                ricomincia(moduloVuoto(modulo.flusso, new Date()));
              }}
            />
          </form>
        </Pagina>
      </ContestoErrori>
    </FormProvider>
  );
}
