import { useMutation } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { aggiungiPasskey, erroreDiPasskey, passkeyPossibili, type FattoreAttivato } from './api.ts';

/** A new passkey, with a name its owner will know it by. */
export function AggiungiPasskey({ onAttivato }: { onAttivato: (a: FattoreAttivato) => void }): ReactElement {
  const [nome, setNome] = useState('');
  const aggiunta = useMutation({
    mutationFn: aggiungiPasskey,
    onSuccess: (a) => {
      setNome('');
      onAttivato(a);
    },
  });
  if (!passkeyPossibili())
    return <p className="campo__aiuto">Da questo indirizzo il browser non permette di usare passkey.</p>;
  const invia = (e: FormEvent): void => {
    e.preventDefault();
    if (!aggiunta.isPending) aggiunta.mutate(nome.trim());
  };
  return (
    <form onSubmit={invia} noValidate aria-label="Nuova passkey">
      <AvvisoErrore errore={erroreDiPasskey(aggiunta.error)} fuoco />
      <Campo etichetta="Nome della passkey" aiuto="Per riconoscerla: «Telefono», «Chiave dell’ufficio».">
        {(a) => (
          <input {...a} type="text" maxLength={100} value={nome} onChange={(e) => setNome(e.target.value)} />
        )}
      </Campo>
      <Button type="submit" color="primary" outline disabled={aggiunta.isPending || !nome.trim()}>
        Aggiungi una passkey
      </Button>
    </form>
  );
}
