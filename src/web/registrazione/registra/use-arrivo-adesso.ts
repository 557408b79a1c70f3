import { useEffect } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { giornoEOraDi } from '../../platform/date/roma.ts';
import type { Modulo } from './modulo.ts';

/** The arrival is now, minute by minute, until somebody writes another: a form left open would go stale. */
export function useArrivoAdesso(form: UseFormReturn<Modulo>, daSubito: boolean): void {
  useEffect(() => {
    const aggiorna = (): void => {
      const { flusso, arrivo } = form.getValues();
      const toccato = form.getFieldState('arrivo').isDirty;
      if (flusso !== 'E' || toccato || (arrivo.giorno === '' && arrivo.ora === '')) return;
      form.resetField('arrivo', { defaultValue: giornoEOraDi(new Date()) });
    };
    if (!daSubito) return;
    const battito = setInterval(aggiorna, 20_000);
    return () => clearInterval(battito);
  }, [form, daSubito]);
}
