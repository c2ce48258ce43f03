namespace Pyner.Sra.Sources.Archive;

/// <summary>The part of a chunk that belongs to one batch.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Start">The first of its events that is the batch's.</param>
/// <param name="End">The event after the last.</param>
/// <param name="Ignored">Members passed over meanwhile.</param>
/// <param name="IsLast">Whether the batch ends with it.</param>
internal readonly record struct StreamPortion(InflatedChunk Chunk, int Start, int End, long Ignored, bool IsLast);
