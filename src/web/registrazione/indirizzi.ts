/** A registration as addresses name it: of the protocollo unless the register is said. */
export type Riferimento = { registro?: string; anno: number | string; numero: number | string };

export const PROTOCOLLO = 'PG';

/** Path of a registration in the API. The number loses the zeros it is shown with. */
export function percorsoDi({ registro = PROTOCOLLO, anno, numero }: Riferimento): string {
  return `/registri/${registro}/registrazioni/${anno}/${Number(numero)}`;
}

/** Address of the screen of a registration, or of one of those below it. */
export function paginaDi(r: Riferimento, sotto: '' | '/annullamento' | '/rettifica' = ''): string {
  const { registro = PROTOCOLLO, anno, numero } = r;
  const radice = registro === PROTOCOLLO ? '/registro' : `/repertori/${registro}`;
  return `${radice}/${anno}/${Number(numero)}${sotto}`;
}

/** How a registration is called where registers are side by side. */
export function nomeDi({ registro = PROTOCOLLO, anno, numero }: Riferimento): string {
  return registro === PROTOCOLLO ? `${numero}/${anno}` : `${registro} ${numero}/${anno}`;
}
