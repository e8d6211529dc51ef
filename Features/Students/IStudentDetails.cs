namespace Engify.Features.Students;

/// <summary>What says what a student shall be: a request, or a row of a file.</summary>
public interface IStudentDetails
{
    string Name { get; }

    string Email { get; }
}
