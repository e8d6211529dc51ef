/** What is wrong with one member of a request, by the service's code. */
export const faults = {
    characters_not_allowed: "Some of these characters cannot be kept.",
    invalid: "This is not valid.",
    not_a_time_zone: "This time zone is not known.",
    not_an_email: "Enter an email, such as sam@example.org.",
    not_an_https_address: "Enter an address that begins with https:// and is not too long.",
    not_expected: "Leave this empty.",
    out_of_order: "The end must come after the start.",
    out_of_range: "This is outside what is allowed.",
    required: "Enter something here.",
    too_long: "This is too long.",
    too_many: "These are too many.",
    too_many_decimals: "This has too many decimals.",
};
