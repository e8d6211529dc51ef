import type en from "./en";

const fr: typeof en = {
    when: "Quand",
    forYou: (when: string): string => `${when} chez vous`,
    course: "Cours",
    ta: "Auxiliaire",
    kind: "Genre",
    types: { INDIVIDUAL: "Séance individuelle", GROUP: "Séance de groupe" },
    state: "État",
    students: "Qui vient",
    noStudents: "Personne n’est dans cette séance.",
    taken: (taken: number, seats: number): string => `${taken} places prises sur ${seats}`,
    topic: "Ce qu’on veut travailler",
    noTopic: "Rien n’est précisé.",
    price: "Prix",
    fromBundle: "D’un forfait",
    booked: "Réservée le",
    cancel: "Annuler cette séance",
    cancelTitle: "Annuler cette séance ?",
    cancelIndividual: "L’heure redevient libre. Si un forfait a payé, la séance y retourne.",
    cancelGroup: (n: number): string =>
        n === 0
            ? "Personne n’y est inscrit."
            : n === 1
              ? "1 étudiant perd sa place."
              : `${n} étudiants perdent leur place.`,
    cancelConfirm: "Annuler la séance",
    keep: "Garder la séance",
    cancelled: "La séance est annulée.",
    cancelledAt: (when: string): string => `Annulée le ${when}`,
    reason: "Motif",
    reasonHint: "Les étudiants peuvent le lire.",
    place: "Lieu",
    editPlace: "Changer le lieu",
    savePlace: "Enregistrer le lieu",
    placeSaved: "Le lieu est changé.",
    noPlace: "Pas encore de lieu",
    meetingUrl: "Réunion en ligne",
    meetingUrlHint: "Une adresse qui commence par https://.",
    meetingUrlFault: "Réunion en ligne : entrez une adresse qui commence par https://.",
    openMeeting: "Ouvrir la réunion en ligne",
    remove: "Retirer",
    removeStudent: (name: string): string => `Retirer ${name} de cette séance`,
    removeStudentTitle: (name: string): string => `Retirer ${name} de cette séance ?`,
    removeStudentText: "La place redevient libre.",
    removeStudentConfirm: "Libérer la place",
    studentRemoved: (name: string): string => `${name} n’est plus dans cette séance.`,
};

export default fr;
