using FluentValidation.Validators;

namespace Engify.Features.Kernel;

/// <summary>What is wrong with a member of a request, for programs, as an error's message says it for people.</summary>
public static class FaultCodes
{
    public const string CharactersNotAllowed = "characters_not_allowed";
    public const string Invalid = "invalid";
    public const string NotAnEmail = "not_an_email";
    public const string NotAnHttpsAddress = "not_an_https_address";
    public const string NotATimeZone = "not_a_time_zone";
    public const string NotExpected = "not_expected";
    public const string OutOfOrder = "out_of_order";
    public const string OutOfRange = "out_of_range";
    public const string Required = "required";
    public const string TooLong = "too_long";
    public const string TooMany = "too_many";
    public const string TooManyDecimals = "too_many_decimals";

    public static readonly IReadOnlyList<string> All =
    [
        CharactersNotAllowed, Invalid, NotAnEmail, NotAnHttpsAddress, NotATimeZone, NotExpected, OutOfOrder,
        OutOfRange, Required, TooLong, TooMany, TooManyDecimals,
    ];

    /// <summary>The code of a validator for which its rule names no other.</summary>
    internal static string Of(IPropertyValidator validator) => validator switch
    {
        INotEmptyValidator or INotNullValidator => Required,
        INullValidator or { Name: "EmptyValidator" } => NotExpected,
        ILengthValidator => TooLong,
        IEmailValidator => NotAnEmail,
        IComparisonValidator { MemberToCompare: not null } => OutOfOrder,
        IComparisonValidator or IBetweenValidator => OutOfRange,
        { Name: "ScalePrecisionValidator" } => TooManyDecimals,
        _ => Invalid,
    };
}
