using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pyner.Pipeline;

/// <summary>
/// A hash over the ids of a job's batches 0 to k-1, in order. A batch's id is the hash of the job's id, the batch's ordinal and a digest of its
/// inputs, so two chains are equal only if the same job merged the same batches of the same inputs.
/// </summary>
public readonly struct BatchChain : IEquatable<BatchChain>
{
    /// <summary>Bytes of a chain's value.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private readonly byte[]? _value;

    private BatchChain(byte[] value) => _value = value;

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
    /// <param name="jobId">The job.</param>
    /// <param name="ordinal">The batch's ordinal.</param>
    /// <param name="inputs">Digest of the batch's inputs.</param>
    public BatchChain Add(string jobId, long ordinal, ReadOnlySpan<byte> inputs)
    {
        Span<byte> link = stackalloc byte[2 * Length];
        Value.CopyTo(link);
        BatchId(jobId, ordinal, inputs, link[Length..]);
        return new BatchChain(SHA256.HashData(link));
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

    private ReadOnlySpan<byte> Value => _value;

    private static void BatchId(string jobId, long ordinal, ReadOnlySpan<byte> inputs, Span<byte> id)
    {
        byte[] job = Encoding.UTF8.GetBytes(jobId);
        Span<byte> number = stackalloc byte[sizeof(long)];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        BinaryPrimitives.WriteInt64LittleEndian(number, job.Length);
        hash.AppendData(number);
        hash.AppendData(job);
        BinaryPrimitives.WriteInt64LittleEndian(number, ordinal);
        hash.AppendData(number);
        hash.AppendData(inputs);
        hash.GetHashAndReset(id);
    }
}
