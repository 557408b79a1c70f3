import { createContext, use } from 'react';
import type { Repertorio } from '../../repertori/tipi.ts';
import { PROTOCOLLO } from '../indirizzi.ts';

/** Where one is registering: the protocollo, or a repertorio, which asks for less (RN-39.2). */
export type RegistroInUso = { codice: string; repertorio: Repertorio | undefined };

export const protocollo: RegistroInUso = { codice: PROTOCOLLO, repertorio: undefined };

export const ContestoRegistro = createContext<RegistroInUso>(protocollo);

export const useRegistro = (): RegistroInUso => use(ContestoRegistro);
