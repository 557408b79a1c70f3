export { attributo, leggiXml, trova, XmlMalformato, type Elemento } from './leggi-xml.ts';
export { grezzo, scriviXml, testoXml, type Nodo } from './scrivi-xml.ts';
