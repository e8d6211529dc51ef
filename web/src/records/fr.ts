import type en from "./en";
import type { Fault, Field } from "./record";

const fr: typeof en = {
    save: "Enregistrer",
    saved: "Enregistré.",
    none: "Aucun",
    yes: "Oui",
    no: "Non",
    fault: (fault: Fault, field: Field): string =>
        ({
            required: `${field.label} : ce champ est obligatoire.`,
            integer: `${field.label} : entrez un nombre entier.`,
            decimal: `${field.label} : entrez un nombre, par exemple 12,50.`,
            minimum: `${field.label} : entrez ${field.minimum} ou plus.`,
            maximum: `${field.label} : entrez ${field.maximum} ou moins.`,
            instant: `${field.label} : entrez une date et une heure.`,
            url: `${field.label} : entrez une adresse qui commence par https://.`,
            integers:
                `${field.label} : entrez des nombres entiers de ${field.minimum} à ${field.maximum}, ` +
                `séparés par des virgules.`,
        })[fault],
    timesIn: (zone: string): string => `Fuseau horaire : ${zone}.`,
    conflicts: {
        title: (count: number): string =>
            count < 2 ? "1 séance ne correspond plus" : `${count} séances ne correspondent plus`,
        intro: "Elles restent telles quelles jusqu’à ce que quelqu’un agisse.",
        when: "Quand",
        reason: "Pourquoi",
        reasons: {
            COURSE_INACTIVE: "Le cours n’est plus offert.",
            TA_INACTIVE: "L’auxiliaire n’est plus actif.",
            TA_DOES_NOT_TEACH_COURSE: "L’auxiliaire n’enseigne plus ce cours.",
            TA_ABSENT: "L’auxiliaire est en absence.",
            INSTITUTION_CLOSED: "L’établissement est fermé.",
            HAS_STUDENTS: "Des étudiants y sont inscrits : elle reste telle quelle.",
            TA_BUSY: "Omise : l’auxiliaire a déjà autre chose.",
            CAPACITY_EXCEEDED: "Plus d’étudiants y sont inscrits qu’il n’y aurait de places.",
        },
    },
    bookings: {
        when: "Quand",
        course: "Cours",
        ta: "Auxiliaire",
        who: "Qui",
        state: "État",
        more: (n: number): string => `et ${n} de plus`,
        taken: (taken: number, seats: number): string => `${taken} places prises sur ${seats}`,
        over: "Terminée",
        statuses: {
            REQUESTED: "Demandée",
            BOOKED: "Réservée",
            AVAILABLE: "Places libres",
            FULL: "Complète",
            CANCELLED: "Annulée",
        },
    },
};

export default fr;
