type Voce = { registro: string; anno: number; numero: string };

/** Where a registration is shown: the protocollo and the repertori have addresses of their own. */
export function indirizzoRegistrazione({ registro, anno, numero }: Voce) {
  const params = { registro, anno: String(anno), numero: String(Number(numero)) };
  return registro === 'PG'
    ? ({ to: '/registro/$anno/$numero', params: { anno: params.anno, numero: params.numero } } as const)
    : ({ to: '/repertori/$registro/$anno/$numero', params } as const);
}
