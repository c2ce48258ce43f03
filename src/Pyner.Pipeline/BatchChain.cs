using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pyner.Pipeline;

/// <summary>
/// A hash over a job's batches 0 to k-1, in order: over their ids and, where there is one, a digest of the source up to their ends. Two chains of a job
/// are equal only if the same batches were merged.
/// </summary>
public readonly struct BatchChain : IEquatable<BatchChain>
{
    /// <summary>Bytes of a chain's value.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private readonly byte[]? _value;

    private BatchChain(byte[] value) => _value = value;

    private ReadOnlySpan<byte> Value => _value;

    /// <summary>The chain of a job that has merged nothing.</summary>
    public static BatchChain Start(string jobId) => new(SHA256.HashData(Encoding.UTF8.GetBytes(jobId)));

    /// <summary>Restores a chain from <see cref="ToArray"/>.</summary>
    /// <exception cref="ArgumentException">The value has another length.</exception>
    public static BatchChain FromBytes(ReadOnlySpan<byte> value) =>
        value.Length == Length
            ? new BatchChain(value.ToArray())
            : throw new ArgumentException($"a batch chain has {Length} bytes, not {value.Length}", nameof(value));

    /// <summary>The chain's value.</summary>
    public byte[] ToArray() => [.. Value];

    /// <summary>The chain with one more batch at its end.</summary>
    /// <param name="batch">The batch's id.</param>
    /// <param name="digest">Digest of the source up to the batch's end, at most 32 bytes; empty where there is none.</param>
    public BatchChain Add(BatchId batch, ReadOnlySpan<byte> digest)
    {
        Span<byte> link = stackalloc byte[Length + BatchId.Length + SHA256.HashSizeInBytes];
        Value.CopyTo(link);
        BinaryPrimitives.WriteUInt128BigEndian(link[Length..], batch.Value);
        digest.CopyTo(link[(Length + BatchId.Length)..]);
        return new BatchChain(SHA256.HashData(link[..(Length + BatchId.Length + digest.Length)]));
    }

    /// <inheritdoc/>
    public bool Equals(BatchChain other) => Value.SequenceEqual(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BatchChain other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _value is null ? 0 : BinaryPrimitives.ReadInt32LittleEndian(_value);

    /// <summary>The value in hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(Value);

    /// <summary>Whether both are over the same batches.</summary>
    public static bool operator ==(BatchChain left, BatchChain right) => left.Equals(right);

    /// <summary>Whether they are over different batches.</summary>
    public static bool operator !=(BatchChain left, BatchChain right) => !left.Equals(right);
}
