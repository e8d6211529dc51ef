namespace Engify.Features.Institution.GetToday;

public sealed record GetTodayRequest : IQuery<TodayResponse>;
