import { useQuery } from '@tanstack/react-query';
import { Alert } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { FormProvider } from 'react-hook-form';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { chiuseQuery } from '../../organizzazione/api.ts';
import { ContestoEsiti, useEsiti } from '../../suggerimenti/esiti.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import type { Esclusione } from '../esclusioni/api.ts';
import { EsitoEsclusione } from '../esclusioni/esito-esclusione.tsx';
import type { Flusso, Registrazione, RichiestaRegistrazione } from '../tipi.ts';
import { AzioniRegistra } from './azioni-registra.tsx';
import { useBozza, type Conservato } from './bozza.ts';
import { ContestoErrori } from './contesto.ts';
import { campiMancanti, erroriDi } from './errori-di.ts';
import { Esito } from './esito.tsx';
import { EsitoIgnoto } from './esito-ignoto.tsx';
import { LavoroRegistra } from './lavoro-registra.tsx';
import { compilato, daRichiesta, moduloVuoto, versoRichiesta } from './modulo.ts';
import { RiepilogoErrori } from './riepilogo-errori.tsx';
import { useRegistro } from './registro.ts';
import { ufficioProseguito } from './ufficio-proseguito.ts';
import { useModulo, useRichiamo } from './use-modulo.ts';
import { useRegistrazione } from './use-registrazione.ts';

type Fatto = { registrata?: Registrazione; esclusa?: Esclusione; avviso?: string | undefined };

/** The form and its document side by side, and what became of the last one sent. */
export function ModuloRegistra({ conservato }: { conservato: Conservato }): ReactElement {
  const { utente } = useSessione();
  const [ultima, setUltima] = useState(conservato.ultima);
  const [fatto, setFatto] = useState<Fatto>({});
  const invio = useRegistrazione(utente.id, conservato.posto, conservato.tentativo);
  const libero = invio.stato === 'pronto';
  const { data: chiuse } = useQuery(chiuseQuery);
  const suggeriti = useEsiti();
  const { repertorio } = useRegistro();
  const stato = useModulo(conservato.bozza, libero, repertorio ? 'I' : 'E');
  const { form, modulo, documenti } = stato;
  const bozza = useBozza(utente.id, conservato.posto, modulo, documenti.righe);
  const inCarico = documenti.righe.some((r) => r.stato === 'in-corso');

  const esiti = {
    registrata: (registrata: Registrazione, richiesta: RichiestaRegistrazione): void => {
      setFatto({ registrata });
      setUltima(richiesta);
      suggeriti.registrata(
        { registro: registrata.registro, anno: registrata.anno, numero: registrata.numero },
        {
          classifica: richiesta.classificazione,
          ufficio: richiesta.unitaCompetente,
          fascicolo: richiesta.fascicoli?.[0],
        },
      );
      annuncia(`Registrato con il numero ${registrata.numero} del ${registrata.anno}`);
      stato.ricomincia(richiesta.flusso);
    },
    rifiutata: (errore: unknown): void => stato.rifiuta(errore, erroriDi(errore)),
  };
  const registra = (): void => {
    if (!libero || inCarico) return;
    stato.dimenticaRifiuto();
    setFatto({});
    const mancanti = campiMancanti(form.getValues(), documenti.righe, repertorio !== undefined);
    if (Object.keys(mancanti).length > 0) return stato.rifiuta(undefined, mancanti);
    const pronti = documenti.righe.filter((r) => r.carta || r.documento);
    const scelti = pronti.map((r) => ({ id: r.documento?.id, descrizione: r.descrizione }));
    invio.invia(versoRichiesta(form.getValues(), scelti), esiti);
  };
  const escluso = (esclusa: Esclusione): void => {
    setFatto({ esclusa });
    annuncia('Annotato fra i documenti non registrati');
    stato.ricomincia(modulo.flusso);
  };
  const nuova = (flusso: Flusso): void => {
    setFatto({});
    stato.cambiaFlusso(flusso);
    stato.bottoneFile.current?.focus();
  };
  useRichiamo(nuova, repertorio === undefined);
  const daModello = (contenuto: Partial<RichiestaRegistrazione>): void => {
    const { codice, avviso } = ufficioProseguito(contenuto.unitaCompetente, chiuse ?? []);
    const { unitaCompetente: _vecchio, ...resto } = contenuto;
    setFatto((prima) => ({ ...prima, avviso }));
    stato.sostituisci(
      daRichiesta({ ...resto, ...(codice !== undefined && { unitaCompetente: codice }) }, new Date()),
    );
  };

  return (
    <FormProvider {...form}>
      <ContestoErrori value={stato.errori}>
        <Pagina
          titolo={repertorio ? `Registra in «${repertorio.denominazione}»` : 'Registra'}
          classe="registra"
          azioni={
            <AzioniRegistra
              onRipeti={ultima && (() => daModello(ultima))}
              onModello={daModello}
              onSvuota={
                compilato(modulo)
                  ? () => stato.sostituisci(moduloVuoto(modulo.flusso, new Date()))
                  : undefined
              }
              onRipristina={stato.ripristina}
            />
          }
        >
          {fatto.registrata && <Esito registrazione={fatto.registrata} onChiudi={() => setFatto({})} />}
          {fatto.avviso && (
            <Alert color="info" fade={false} role="status">
              {fatto.avviso}
            </Alert>
          )}
          {fatto.esclusa && <EsitoEsclusione esclusione={fatto.esclusa} />}
          {invio.stato === 'ignoto' && (
            <EsitoIgnoto onControlla={() => invio.controlla(esiti)} onLascia={invio.lascia} />
          )}
          {stato.rifiuto && invio.stato !== 'ignoto' && (
            <RiepilogoErrori key={stato.rifiuto.quando} errore={stato.rifiuto.errore} campi={stato.errori} />
          )}
          <ContestoEsiti value={suggeriti}>
            <LavoroRegistra
              stato={stato}
              invio={invio.stato}
              inCarico={inCarico}
              bozza={bozza}
              onFlusso={nuova}
              onRegistra={registra}
              onEscluso={escluso}
              onErrore={esiti.rifiutata}
            />
          </ContestoEsiti>
        </Pagina>
      </ContestoErrori>
    </FormProvider>
  );
}
