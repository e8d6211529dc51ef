// One process, so that one service is enough.
import "./operations.js";
import "./problems.js";
import "./sessions.js";
import "./retries.js";
import "./listings.js";
import "./cancelling.js";
import "./remembering.js";
