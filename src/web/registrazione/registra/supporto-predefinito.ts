import { useEffect, useRef } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import type { Modulo } from './modulo.ts';

/** What a means brings unless somebody says otherwise: the counter takes paper, mail takes files (CORI-9). */
export function supportoPredefinito(mezzo: string): Modulo['supporto'] | undefined {
  if (mezzo === 'sportello') return 'analogico';
  return mezzo === 'pec' || mezzo === 'email' ? 'digitale' : undefined;
}

/** Follows the means that is chosen, until the support is said by hand or there is a file. */
export function useSupportoPredefinito(conFile: boolean): void {
  const { control, setValue, formState } = useFormContext<Modulo>();
  const mezzo = useWatch({ control, name: 'mezzo' });
  const deciso = conFile || formState.dirtyFields.supporto === true;
  const prima = useRef(mezzo);
  useEffect(() => {
    if (mezzo === prima.current) return;
    prima.current = mezzo;
    const supporto = supportoPredefinito(mezzo);
    if (supporto !== undefined && !deciso) setValue('supporto', supporto);
  }, [mezzo, deciso, setValue]);
}
