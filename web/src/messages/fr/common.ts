import type { common as english } from "../en/common";

export const common: typeof english = {
    nav: {
        courses: "Cours",
        sessions: "Mes séances",
        bundles: "Mes forfaits",
        signIn: "Se connecter",
        signOut: "Se déconnecter",
        stillSignedIn: "Votre session est encore ouverte.",
    },
    ui: {
        skip: "Aller au contenu",
        navigation: "Menu principal",
        menu: "Menu",
        questions: "Des questions ?",
        loading: "Chargement…",
        working: "Un instant…",
        slow: "C’est plus long que d’habitude. Un instant, s’il vous plaît.",
        showMore: "Afficher la suite",
        tryAgain: "Réessayer",
        close: "Fermer",
        goBack: "Revenir",
        toStart: "Aller à l’accueil",
        reference: (id) => `Si vous signalez ce problème, indiquez cette référence : ${id}`,
        notFound: { title: "Page introuvable", text: "Il n’y a pas de page à cette adresse." },
        notForYou: { title: "Cette page n’est pas pour vous", text: "Elle est réservée à un autre rôle." },
        failed: {
            title: "Cette page ne s’est pas ouverte",
            text: "Elle a peut-être été remplacée par une version plus récente.",
            reload: "La charger de nouveau",
        },
        form: {
            optional: "(facultatif)",
            wrong: "Veuillez vérifier :",
        },
        versions: {
            label: "Ce qui diffère",
            same: "Quelqu’un a enregistré les mêmes valeurs entre-temps.",
            explain: "Quelqu’un d’autre a modifié ces données pendant que vous écriviez. Quelle version garder ?",
            field: "Champ",
            mine: "La vôtre",
            theirs: "Enregistrée entre-temps",
            keepMine: "Garder la mienne et enregistrer",
            takeTheirs: "Prendre la version enregistrée",
        },
    },
    noAnswer: {
        offline:
            "Vous êtes hors ligne. Ce que vous voyez n’est peut-être plus à jour, et rien ne peut être enregistré pour l’instant.",
        slow: "Le service n’a pas répondu à temps. Rien de ce que vous avez écrit n’est perdu.",
        unreachable: "Le service est injoignable pour le moment. Rien de ce que vous avez écrit n’est perdu.",
        unexpected: "Un problème est survenu. Veuillez réessayer.",
    },
};
