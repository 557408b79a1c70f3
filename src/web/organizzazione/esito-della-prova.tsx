import { Alert } from 'design-react-kit';
import type { ReactElement } from 'react';
import type { EsitoProva, NuovoFornitore } from './fornitori.ts';

/** What a provider says of itself, and what in it is not as one would want. */
export function EsitoDellaProva({
  esito,
  attributo,
}: {
  esito: EsitoProva;
  attributo: NuovoFornitore['attributo'];
}): ReactElement {
  const nonDetto =
    attributo !== 'codice_fiscale' && esito.attributi.length > 0 && !esito.attributi.includes(attributo);
  const avvertenze = [
    !esito.pkce && 'Non dichiara di verificare PKCE: lo si manda comunque.',
    nonDetto && `Tra ciò che dichiara di dire della persona non c’è ${attributo}.`,
  ].filter((v) => v !== false);
  return (
    <Alert color={avvertenze.length > 0 ? 'warning' : 'success'} fade={false}>
      <p>
        <strong>Risponde.</strong> Chi accede è mandato a <code>{esito.autorizzazione}</code>
      </p>
      {avvertenze.map((testo) => (
        <p key={testo}>{testo}</p>
      ))}
      {esito.attributi.length > 0 && <p>Può dire: {esito.attributi.join(', ')}.</p>}
      {esito.acr.length > 0 && <p>Livelli di autenticazione (acr): {esito.acr.join(', ')}.</p>}
      <p className="mb-0">Identificativo e segreto si provano solo accedendo.</p>
    </Alert>
  );
}
