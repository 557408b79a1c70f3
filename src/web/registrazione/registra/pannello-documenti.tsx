import { useState, type ReactElement, type Ref } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { Anteprima } from '../../documenti/anteprima.tsx';
import { RigaDocumentoVista } from '../../documenti/riga-documento.tsx';
import type { RigaDocumento } from '../../documenti/tipi.ts';
import type { Documenti } from '../../documenti/use-documenti.ts';
import { ZonaCarico } from '../../documenti/zona-carico.tsx';
import { Icona } from '../../platform/ui/icona.tsx';
import { Scelta } from '../../platform/ui/scelta.tsx';
import type { Simile } from '../tipi.ts';
import { useErrore } from './contesto.ts';
import type { Modulo } from './modulo.ts';
import { Simili } from './simili.tsx';
import { SupportoAnalogico } from './supporto-analogico.tsx';
import { useSupportoPredefinito } from './supporto-predefinito.ts';

type Proprieta = { documenti: Documenti; simili: readonly Simile[]; bottone: Ref<HTMLButtonElement> };

/** The document side: digital or paper, main file and attachments, preview. */
export function PannelloDocumenti({ documenti, simili, bottone }: Proprieta): ReactElement {
  const { setValue, control } = useFormContext<Modulo>();
  const supporto = useWatch({ control, name: 'supporto' });
  const errore = useErrore('documenti');
  const [scelta, setScelta] = useState<string>();
  const { righe } = documenti;
  useSupportoPredefinito(righe.length > 0);
  const file = righe.filter((r) => !r.carta);
  const mostrata = file.find((r) => r.chiave === scelta) ?? file[0];
  const primo = supporto === 'digitale' ? file[0] : undefined;
  return (
    <section className="registra__documento" aria-labelledby="titolo-documento">
      <div className="registra__riga">
        <h2 id="titolo-documento">Documento</h2>
        <Scelta
          legenda="Supporto"
          nascondiLegenda
          id="r-supporto"
          valore={supporto}
          onCambia={(valore) => setValue('supporto', valore, { shouldDirty: true })}
          opzioni={[
            { valore: 'digitale', etichetta: 'Digitale' },
            { valore: 'analogico', etichetta: 'Di carta' },
          ]}
        />
      </div>
      {supporto === 'analogico' && <SupportoAnalogico />}
      {errore && (
        <p className="campo__errore" id="r-documenti-errore">
          {errore}
        </p>
      )}
      <ZonaCarico
        onFile={documenti.aggiungi}
        bottone={bottone}
        piccola={righe.length > 0 || supporto === 'analogico'}
        descritta={errore ? 'r-documenti-errore' : undefined}
      />
      {righe.length > 0 && (
        <ul className="file-elenco" aria-label="Documento e allegati">
          {righe.map((riga, i) => (
            <RigaDocumentoVista
              key={riga.chiave}
              riga={riga}
              ruolo={ruolo(riga, primo, righe)}
              posizione={i}
              totale={righe.length}
              puoEsserePrincipale={supporto === 'digitale' && !riga.carta && riga !== primo}
              mostrata={riga === mostrata}
              onMostra={() => setScelta(riga.chiave)}
              documenti={documenti}
            />
          ))}
        </ul>
      )}
      <Simili simili={simili} motivo="stessa-impronta" />
      <button type="button" className="bottone-testo" onClick={documenti.aggiungiCarta}>
        <Icona nome="box" /> Aggiungi un allegato di carta
      </button>
      {mostrata && mostrata.stato !== 'errore' && (
        <Anteprima
          documento={{
            ...(mostrata.documento && { id: mostrata.documento.id }),
            ...(mostrata.file && { file: mostrata.file }),
            nomeFile: mostrata.nomeFile,
            formato: mostrata.documento?.formato ?? mostrata.file?.type ?? '',
          }}
        />
      )}
    </section>
  );
}

function ruolo(
  riga: RigaDocumento,
  primo: RigaDocumento | undefined,
  righe: readonly RigaDocumento[],
): string {
  if (riga === primo) return 'Documento principale';
  return `Allegato ${righe.filter((r) => r !== primo).indexOf(riga) + 1}`;
}
