import type { faults as english } from "../en/faults";

export const faults: typeof english = {
    characters_not_allowed: "Certains de ces caractères ne peuvent pas être conservés.",
    invalid: "Ce n’est pas valide.",
    not_a_time_zone: "Ce fuseau horaire est inconnu.",
    not_an_email: "Entrez un courriel, par exemple sam@exemple.org.",
    not_an_https_address: "Entrez une adresse qui commence par https:// et qui n’est pas trop longue.",
    not_expected: "Laissez ce champ vide.",
    out_of_order: "La fin doit venir après le début.",
    out_of_range: "C’est en dehors de ce qui est permis.",
    required: "Remplissez ce champ.",
    too_long: "C’est trop long.",
    too_many: "Il y en a trop.",
    too_many_decimals: "Il y a trop de décimales.",
};
