/** Why an export did not succeed, for who must put it right. */
export function inParole(errore: unknown): string {
  const codice = errore instanceof Error && 'code' in errore ? errore.code : undefined;
  if (codice === 'ENOSPC' || codice === 'EDQUOT')
    return 'Lo spazio sul disco del server è finito: va liberato prima di riprovare.';
  if (codice === 'EACCES' || codice === 'EPERM' || codice === 'EROFS')
    return 'Nella cartella dei dati del server non si può scrivere: lo sistema chi lo amministra.';
  return 'Un guasto l’ha interrotta: che cosa è accaduto è nel log tecnico del server.';
}
