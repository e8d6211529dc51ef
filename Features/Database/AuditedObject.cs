namespace Engify.Features.Database;

/// <summary>What something was done to.</summary>
/// <param name="Type">Its kind, such as <see cref="Booking"/>.</param>
/// <param name="Id">Its id.</param>
public sealed record AuditedObject(string Type, string Id)
{
    public const string Account = "account";
    public const string Booking = "booking";
    public const string BundlePurchase = "bundle_purchase";
    public const string Course = "course";
    public const string Product = "product";
    public const string Ta = "ta";
    public const string Term = "term";
    public const string GroupSessionTemplate = "group_session_template";
    public const string SigningKey = "signing_key";

    public AuditedObject(string type, Guid id)
        : this(type, id.ToString())
    {
    }
}
