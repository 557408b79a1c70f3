-- RN-37.3-2: who proposed is not who decides. Where the RSP proposed it is his vicario, whom every ente must appoint, who decides.
CREATE OR REPLACE FUNCTION verifica_proposta_conservazione() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.stato <> 'in-attesa' THEN
    RAISE EXCEPTION 'La proposta è già decisa' USING ERRCODE = 'TB105';
  END IF;
  IF NOT 'rsp' = ANY (nomine_di(NEW.decisa_da_id)) THEN
    RAISE EXCEPTION 'Sulla proposta decide il responsabile del servizio (RN-37.3)' USING ERRCODE = 'TB103';
  END IF;
  IF NEW.decisa_da_id = OLD.proposta_da_id THEN
    RAISE EXCEPTION 'Chi ha fatto la proposta non la decide' USING ERRCODE = 'TB106';
  END IF;
  RETURN NEW;
END $$;
