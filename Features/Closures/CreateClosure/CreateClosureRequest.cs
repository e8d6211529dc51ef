namespace Engify.Features.Closures.CreateClosure;

/// <summary>Days on which there shall be no sessions.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="StartsOn">Its first day, on the clocks of the institution.</param>
/// <param name="EndsOn">Its last day.</param>
public sealed record CreateClosureRequest(string Name, DateOnly StartsOn, DateOnly EndsOn)
    : ICommand<ClosedDaysResponse>, IClosureDetails
{
    public AuditedObject? Audited(ClosedDaysResponse response) => AuditedObject.Of<Closure>(response.Closure.Id);

    internal static CreateClosureRequest Example => new(
        ClosureResponse.Example.Name, ClosureResponse.Example.StartsOn, ClosureResponse.Example.EndsOn);
}
