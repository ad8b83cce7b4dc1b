using NodaTime;

namespace JourneyOrchestrator.Silo.Replay.Rail;

/// <summary>A generated customer who travels once, on real trains. Nothing here is taken from a person.</summary>
/// <param name="Id">Customer id.</param>
/// <param name="Language">de, en or pl.</param>
/// <param name="Channel">Where to be written to: push, sms or email.</param>
/// <param name="HomeStation">Null for those who told none.</param>
/// <param name="Consents">Answers to what this customer was asked; a purpose that is not listed was never asked about.</param>
public sealed record Traveller(
    string Id, string Name, string Language, string Channel, string? HomeStation,
    IReadOnlyList<ConsentAnswer> Consents, Booking Booking, Behaviour Behaviour);

/// <summary>A yes or no to one purpose on one channel.</summary>
public readonly record struct ConsentAnswer(string Purpose, string Channel, bool Granted);

/// <summary>A ticket for one or two trains.</summary>
/// <param name="Reference">Booking reference: the business key.</param>
/// <param name="At">When it was bought.</param>
/// <param name="Payer">Customer id of who pays, often the traveller.</param>
/// <param name="Prescriber">Customer id of who chose, often the traveller.</param>
/// <param name="Seat">Null without a reservation.</param>
/// <param name="CarPark">Where the car stands at the destination; null without one.</param>
/// <param name="PriceCents">Of everything, in euro cents.</param>
public sealed record Booking(
    string Reference, Instant At, string Payer, string Prescriber, IReadOnlyList<Leg> Legs, int Class, Seat? Seat,
    bool Assisted, bool Hurry, string? CarPark, int PriceCents)
{
    /// <summary>Least minutes between known arrival and known departure at a transfer.</summary>
    public const int MinimumTransferMinutes = 5;

    /// <summary>The last leg's alighting stop.</summary>
    public RailStop Destination => Legs[^1].To;
}

/// <summary>A reserved seat.</summary>
public readonly record struct Seat(string Coach, string Place);

/// <summary>A ride on one train: board at one stop, alight at a later one of the same run.</summary>
public readonly record struct Leg(RailStop From, RailStop To)
{
    /// <summary>The train.</summary>
    public RailTrip Trip => From.Trip;

    /// <summary>Planned departure at <see cref="From"/>.</summary>
    public Instant PlannedDep => From.PlannedDep!.Value;

    /// <summary>Planned arrival at <see cref="To"/>.</summary>
    public Instant PlannedArr => To.PlannedArr!.Value;
}

/// <summary>What the traveller's own signals will be, apart from what the trains do.</summary>
/// <param name="By">gate or app.</param>
/// <param name="WalkOut">From arrival to the station exit; null when no exit is ever signalled.</param>
/// <param name="Rating">1 to 5; null when no feedback is given.</param>
/// <param name="FeedbackAfter">From the exit to the feedback.</param>
public readonly record struct Behaviour(string By, Duration? WalkOut, int? Rating, Duration FeedbackAfter);
