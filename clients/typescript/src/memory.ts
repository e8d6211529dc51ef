/** An answer that need not be sent again while it has not changed. */
export interface Remembered {
    readonly etag: string;
    readonly body: string;
    readonly link: string | null;
}

/** The latest answers with an ETag, by address; of those, the longest unused goes first. */
export class AnswerMemory {
    readonly #answers = new Map<string, Remembered>();
    readonly #capacity: number;

    constructor(capacity: number) {
        this.#capacity = capacity;
    }

    recall(address: string): Remembered | undefined {
        const answer = this.#answers.get(address);
        if (answer !== undefined) {
            this.keep(address, answer);
        }
        return answer;
    }

    keep(address: string, answer: Remembered): void {
        this.#answers.delete(address);
        this.#answers.set(address, answer);
        for (const oldest of this.#answers.keys()) {
            if (this.#answers.size <= this.#capacity) {
                break;
            }
            this.#answers.delete(oldest);
        }
    }
}
