import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useRef, useState, type FormEvent, type ReactElement } from 'react';
import { CampoAssegnazioni } from '../assegnazioni/campo-assegnazioni.tsx';
import { pulite } from '../assegnazioni/pulite.ts';
import type { NuovaAssegnazione } from '../assegnazioni/tipi.ts';
import { CampoCorrispondenti } from '../corrispondenti/campo-corrispondenti.tsx';
import type { Corrispondente } from '../corrispondenti/tipi.ts';
import { RigaDocumentoVista } from '../documenti/riga-documento.tsx';
import { useDocumenti } from '../documenti/use-documenti.ts';
import { ZonaCarico } from '../documenti/zona-carico.tsx';
import { CampoFascicolo } from '../fascicoli/fascicola/campo-fascicolo.tsx';
import { ErroreApi } from '../platform/http/errore.ts';
import { erroriCampi } from '../platform/http/errori-campi.ts';
import { useInvio } from '../platform/http/use-invio.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Campo } from '../platform/ui/campo.tsx';
import { Icona } from '../platform/ui/icona.tsx';
import { Pagina } from '../platform/ui/pagina.tsx';
import { Scelta } from '../platform/ui/scelta.tsx';
import { CampoClassificazione } from '../titolario/campo-classificazione.tsx';
import { useSessione } from '../autorizzazioni/sessione.ts';
import { sottoponi } from './api.ts';
import { CampiFormali, FORMALI_VUOTI } from './campi-formali.tsx';
import type { NuovaInCoda } from './tipi.ts';

const rotta = getRouteApi('/coda/nuova');
type Flusso = 'E' | 'U' | 'I';

/** An office prepares what the Ufficio Protocollo registers: class and fascicolo are its own to say (RN-42b.4). */
export function PaginaNuova(): ReactElement {
  const { rispostaA } = rotta.useSearch();
  const { incarico } = useSessione();
  const vai = useNavigate();
  const client = useQueryClient();
  const [flusso, setFlusso] = useState<Flusso>('U');
  const [oggetto, setOggetto] = useState('');
  const [destinatari, setDestinatari] = useState<Corrispondente[]>([]);
  const [mittenti, setMittenti] = useState<Corrispondente[]>([]);
  const [assegnazioni, setAssegnazioni] = useState<NuovaAssegnazione[]>([]);
  const [classificazione, setClassificazione] = useState('');
  const [fascicolo, setFascicolo] = useState<{ numero: string; denominazione: string }>();
  const [formali, setFormali] = useState(FORMALI_VUOTI);
  const [nota, setNota] = useState('');
  const [busta, setBusta] = useState(false);
  const [consegnata, setConsegnata] = useState('');
  const bottone = useRef<HTMLButtonElement>(null);
  const documenti = useDocumenti([]);
  const inCarico = documenti.righe.some((r) => r.stato === 'in-corso');
  const pronti = documenti.righe.flatMap((r) =>
    r.documento ? [{ id: r.documento.id, descrizione: r.descrizione }] : [],
  );
  const chiusa = flusso === 'E' && busta;
  const invio = useInvio(sottoponi, async () => {
    annuncia('Sottoposto all’Ufficio Protocollo');
    await client.invalidateQueries({ queryKey: ['coda'] });
    await vai({ to: '/coda' });
  });
  const errori = erroriCampi(invio.error);
  const altraClasse = invio.error instanceof ErroreApi && invio.error.codice === 'fascicolo.altra-classe';
  const corpo = (confermaAltraClasse: boolean): NuovaInCoda => {
    const [principale, ...altri] = chiusa ? [] : pronti;
    const [anno, numero] = (rispostaA ?? '').split('/');
    return {
      flusso,
      oggetto: oggetto.trim(),
      ...(flusso === 'U' && {
        destinatari,
        ...(incarico && { ufficioMittente: incarico.unita.codice }),
        ...(formali.firma && { firma: formali.firma }),
        ...(formali.allegati && { allegatiDichiarati: Number(formali.allegati) }),
        ...(formali.riservato && { riservatezza: 'riservato' as const }),
      }),
      ...(flusso === 'I' && assegnazioni.length > 0 && { assegnazioni: pulite(assegnazioni) }),
      ...(flusso === 'E' && mittenti[0] && { mittente: mittenti[0] }),
      ...(classificazione && { classificazione }),
      ...(flusso !== 'E' && fascicolo && { fascicolo: fascicolo.numero }),
      ...(confermaAltraClasse && { confermaAltraClasse }),
      ...(anno && numero && { rispostaA: { registro: 'PG', anno: Number(anno), numero: Number(numero) } }),
      ...(principale && { documentoPrincipale: principale.id }),
      ...(altri.length > 0 && {
        allegati: altri.map((d) => ({
          documento: d.id,
          ...(d.descrizione.trim() && { descrizione: d.descrizione.trim() }),
        })),
      }),
      ...(nota.trim() && { nota: nota.trim() }),
      ...(chiusa && { bustaChiusa: true, ...(consegnata && { consegnataIl: consegnata }) }),
    };
  };
  return (
    <Pagina titolo="Prepara un documento da registrare" classe="pagina--stretta">
      <form
        className="prepara"
        noValidate
        onSubmit={(e: FormEvent) => {
          e.preventDefault();
          if (!invio.isPending && !inCarico) invio.mutate(corpo(false));
        }}
      >
        <AvvisoErrore errore={invio.error} fuoco>
          {altraClasse && (
            <Button type="button" color="primary" size="xs" onClick={() => invio.mutate(corpo(true))}>
              Va bene così, sottoponi
            </Button>
          )}
        </AvvisoErrore>
        {rispostaA && (
          <p className="campo__aiuto">In risposta a {rispostaA.split('/').reverse().join('/')}</p>
        )}
        <Scelta
          legenda="Che cosa"
          valore={flusso}
          onCambia={setFlusso}
          opzioni={[
            { valore: 'U', etichetta: 'In partenza' },
            { valore: 'I', etichetta: 'Interno' },
            { valore: 'E', etichetta: 'Pervenuto qui' },
          ]}
        />
        {flusso === 'E' && (
          <label className="spunta">
            <input type="checkbox" checked={busta} onChange={(e) => setBusta(e.target.checked)} />
            <span>Busta riservata o personale, recapitata per errore e non aperta</span>
          </label>
        )}
        {chiusa ? (
          <Campo etichetta="Consegnata all’ufficio il" obbligatorio errore={errori('consegnataIl')}>
            {(a) => (
              <input {...a} type="date" value={consegnata} onChange={(e) => setConsegnata(e.target.value)} />
            )}
          </Campo>
        ) : (
          <>
            <ZonaCarico
              onFile={documenti.aggiungi}
              bottone={bottone}
              piccola={documenti.righe.length > 0}
              descritta={errori('documentoPrincipale') ? 'prepara-file-errore' : undefined}
            />
            {errori('documentoPrincipale') && (
              <p className="campo__errore" id="prepara-file-errore">
                {errori('documentoPrincipale')}
              </p>
            )}
            {documenti.righe.length > 0 && (
              <ul className="file-elenco" aria-label="Documento e allegati">
                {documenti.righe.map((riga, i) => (
                  <RigaDocumentoVista
                    key={riga.chiave}
                    riga={riga}
                    ruolo={i === 0 ? 'Documento principale' : 'Allegato'}
                    posizione={i}
                    totale={documenti.righe.length}
                    puoEsserePrincipale={i > 0}
                    mostrata={false}
                    onMostra={() => undefined}
                    documenti={documenti}
                  />
                ))}
              </ul>
            )}
          </>
        )}
        <Campo etichetta="Oggetto" obbligatorio errore={errori('oggetto')}>
          {(a) => (
            <textarea
              {...a}
              rows={2}
              maxLength={8000}
              value={oggetto}
              onChange={(e) => setOggetto(e.target.value)}
            />
          )}
        </Campo>
        {flusso === 'U' && (
          <CampoCorrispondenti
            id="prepara-destinatari"
            etichetta="Destinatari"
            obbligatorio
            valori={destinatari}
            onCambia={setDestinatari}
            errore={errori('destinatari')}
          />
        )}
        {flusso === 'I' && (
          <CampoAssegnazioni
            id="prepara-uffici"
            scelte={assegnazioni}
            onScelte={setAssegnazioni}
            competenza
            errore={errori('assegnazioni')}
          />
        )}
        {flusso === 'E' && (
          <CampoCorrispondenti
            id="prepara-mittente"
            etichetta="Mittente"
            valori={mittenti}
            onCambia={(valori) => setMittenti(valori.slice(-1))}
            errore={errori('mittente')}
          />
        )}
        {flusso !== 'E' && (
          <>
            <CampoClassificazione
              id="prepara-classe"
              etichetta="Classificazione (obbligatoria)"
              valore={classificazione}
              onCambia={setClassificazione}
              errore={errori('classificazione')}
            />
            {fascicolo ? (
              <p className="fascicolo-indicato">
                <Icona nome="folder" /> Fascicolo <strong>{fascicolo.numero}</strong>{' '}
                {fascicolo.denominazione}{' '}
                <button type="button" className="bottone-testo" onClick={() => setFascicolo(undefined)}>
                  Cambia
                </button>
              </p>
            ) : (
              <CampoFascicolo
                id="prepara-fascicolo"
                etichetta="Fascicolo"
                obbligatorio
                classificazione={classificazione}
                errore={errori('fascicolo')}
                onScegli={setFascicolo}
                aiuto={
                  <>
                    Se non c’è, <Link to="/fascicoli/nuovo">si apre prima</Link>.
                  </>
                }
              />
            )}
          </>
        )}
        {flusso === 'U' && (
          <CampiFormali
            ufficio={incarico?.unita.denominazione ?? ''}
            valore={formali}
            onCambia={setFormali}
            errori={errori}
          />
        )}
        <Campo etichetta="Nota per l’Ufficio Protocollo" errore={errori('nota')}>
          {(a) => (
            <textarea
              {...a}
              rows={2}
              maxLength={2000}
              value={nota}
              onChange={(e) => setNota(e.target.value)}
            />
          )}
        </Campo>
        <div className="azioni">
          <Button type="submit" color="primary" size="sm" disabled={invio.isPending || inCarico}>
            Sottoponi all’Ufficio Protocollo
          </Button>
          <Link className="btn btn-outline-primary btn-sm" to="/coda">
            Lascia stare
          </Link>
        </div>
      </form>
    </Pagina>
  );
}
