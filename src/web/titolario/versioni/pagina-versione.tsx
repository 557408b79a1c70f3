import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { data } from '../../platform/date/roma.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { Attesa } from '../../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Finestra } from '../../platform/ui/finestra.tsx';
import { Pagina } from '../../platform/ui/pagina.tsx';
import { Scelta } from '../../platform/ui/scelta.tsx';
import { SottomenuTitolario } from '../sottomenu.tsx';
import type { VersioneTitolario } from '../tipi.ts';
import { eliminaBozza, versioneQuery, versioniQuery } from './api.ts';
import { AttoVersione } from './atto-versione.tsx';
import { Confronto } from './confronto.tsx';
import { EditorBozza } from './editor-bozza.tsx';
import { PubblicaVersione } from './pubblica-versione.tsx';
import { quando, Stato } from './pagina-versioni.tsx';

const rotta = getRouteApi('/titolario/versioni/$id');

/** A version: its act and days, and side by side with the one before; a draft is also written here. */
export function PaginaVersione(): ReactElement {
  const { id } = rotta.useParams();
  const { vista = 'voci' } = rotta.useSearch();
  const vai = useNavigate();
  const gestisce = usePermesso('titolario.gestisce');
  const { data: versione, error, isPending } = useQuery(versioneQuery(id));
  const { data: tutte } = useQuery(versioniQuery);
  const bozza = versione?.stato === 'bozza';
  const precedente = bozza ? versione.origine : precedenteDi(versione, tutte?.items);
  const scrive = bozza && gestisce;
  const mostra = scrive && vista !== 'confronto' ? 'voci' : 'confronto';
  return (
    <Pagina
      titolo={versione ? `Titolario «${data(versione.versione)}»` : 'Versione del titolario'}
      azioni={scrive && <AzioniBozza versione={versione} />}
    >
      <SottomenuTitolario />
      {isPending && <Attesa />}
      <AvvisoErrore errore={error} />
      {versione && (
        <>
          <p>
            <Stato versione={versione} /> {quando(versione)}{' '}
            {!bozza && (
              <Link to="/titolario" search={{ data: versione.inUsoDal }}>
                Sfoglia com’era quel giorno
              </Link>
            )}
          </p>
          <AttoVersione key={versione.id} versione={versione} scrive={scrive} />
          {scrive && (
            <Scelta
              legenda="Che cosa mostrare"
              nascondiLegenda
              opzioni={[
                { valore: 'voci', etichetta: 'Voci' },
                { valore: 'confronto', etichetta: 'Confronto con quella in uso' },
              ]}
              valore={mostra}
              onCambia={(v) =>
                void vai({
                  to: '/titolario/versioni/$id',
                  params: { id },
                  search: { vista: v === 'confronto' ? v : undefined },
                  replace: true,
                })
              }
            />
          )}
          {mostra === 'voci' && <EditorBozza bozza={id} />}
          {mostra === 'confronto' && precedente && <Confronto id={id} con={precedente} />}
          {mostra === 'confronto' && !precedente && tutte && (
            <p>È la prima versione: non ce n’è una precedente con cui confrontarla.</p>
          )}
        </>
      )}
    </Pagina>
  );
}

function precedenteDi(
  versione: VersioneTitolario | undefined,
  tutte: readonly VersioneTitolario[] | undefined,
): string | undefined {
  const dal = versione?.inUsoDal;
  if (dal === undefined) return undefined;
  // The list is from the newest: the first that began before.
  return tutte?.find((v) => v.inUsoDal !== undefined && v.inUsoDal < dal)?.id;
}

function AzioniBozza({ versione }: { versione: VersioneTitolario }): ReactElement {
  const [pubblica, setPubblica] = useState(false);
  const [elimina, setElimina] = useState(false);
  const client = useQueryClient();
  const vai = useNavigate();
  const eliminazione = useMutation({
    mutationFn: () => eliminaBozza(versione.id),
    onSuccess: async () => {
      annuncia('Bozza eliminata');
      await vai({ to: '/titolario/versioni' });
      await client.invalidateQueries({ queryKey: ['titolario'] });
    },
  });
  return (
    <>
      <Button color="danger" outline size="sm" onClick={() => setElimina(true)}>
        Elimina la bozza
      </Button>
      <Button color="primary" size="sm" onClick={() => setPubblica(true)}>
        Pubblica…
      </Button>
      {pubblica && <PubblicaVersione versione={versione} onChiudi={() => setPubblica(false)} />}
      {elimina && (
        <Finestra titolo="Eliminare la bozza?" onChiudi={() => setElimina(false)}>
          <p>Tutte le modifiche di «{versione.versione}» vanno perdute. Il titolario in uso non cambia.</p>
          <AvvisoErrore errore={eliminazione.error} fuoco />
          <div className="azioni">
            <Button
              color="danger"
              size="sm"
              disabled={eliminazione.isPending}
              onClick={() => eliminazione.mutate()}
            >
              Elimina
            </Button>
            <Button color="primary" outline size="sm" onClick={() => setElimina(false)}>
              Conserva
            </Button>
          </div>
        </Finestra>
      )}
    </>
  );
}
