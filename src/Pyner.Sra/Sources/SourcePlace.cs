namespace Pyner.Sra.Sources;

/// <summary>
/// A place in a stream at which a later reading of the same bytes can begin instead of at their start: see <see cref="SubmissionSource.Start"/>. What is
/// in it is the business of the source that made it.
/// </summary>
/// <param name="Batch">Ordinal of the batch that begins there.</param>
/// <param name="State">How the reading stood there.</param>
/// <param name="SeenFrom">
/// Where <paramref name="Seen"/> begins, in bytes, in the list of all submissions that lie before the place: 0 where it is the whole list.
/// </param>
/// <param name="Seen">The list from there on. Each place of a reading brings what was added to it since the one before.</param>
public sealed record SourcePlace(long Batch, ReadOnlyMemory<byte> State, long SeenFrom, ReadOnlyMemory<byte> Seen);
