namespace Engify.Features.Tas;

/// <summary>A teaching assistant.</summary>
public sealed class Ta(Guid id, string name, string email, string? degree = null, decimal? gpa = null, string? bio = null)
{
    /// <summary>The top of the grade-point scale.</summary>
    public const decimal MaxGpa = 4.3m;

    public Guid Id { get; private set; } = id;

    public string Name { get; private set; } = name;

    public string Email { get; private set; } = email;

    public string? Degree { get; private set; } = degree;

    /// <summary>Grade-point average, 0 to <see cref="MaxGpa"/>.</summary>
    public decimal? Gpa { get; private set; } = gpa;

    public string? Bio { get; private set; } = bio;

    /// <summary>Whether the TA is on offer. An inactive TA is not found.</summary>
    public bool IsActive { get; private set; } = true;
}
