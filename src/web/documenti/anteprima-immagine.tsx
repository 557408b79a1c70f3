import { useEffect, useState, type ReactElement } from 'react';

/** An image, from the file at hand or from the server. */
export function AnteprimaImmagine({
  sorgente,
  nome,
}: {
  sorgente: File | string;
  nome: string;
}): ReactElement {
  const [locale, setLocale] = useState<string>();
  useEffect(() => {
    if (typeof sorgente === 'string') return setLocale(undefined);
    const url = URL.createObjectURL(sorgente);
    setLocale(url);
    return () => URL.revokeObjectURL(url);
  }, [sorgente]);
  const indirizzo = typeof sorgente === 'string' ? sorgente : locale;
  return (
    <>{indirizzo && <img className="anteprima__immagine" src={indirizzo} alt={`Documento ${nome}`} />}</>
  );
}
