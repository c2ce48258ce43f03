using System.Threading.Channels;
using Pyner.Contracts.Messages;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Pyner.Services.Tests;

/// <summary>
/// Gets a copy of every message on the bus and brings it to the queues once more, late and in another order. It can also cut the queues off from the original
/// messages, so that only the copies come.
/// </summary>
internal sealed class MessageTamperer : IAsyncDisposable
{
    // MassTransit's names: an exchange for each type of message, bound to an exchange for each endpoint, bound to its queue.
    private static readonly (Type Message, string[] Queues)[] s_routes =
    [
        (typeof(StartJob), ["start-job"]),
        (typeof(ParseSubmissionBatch), ["parse-submission-batch"]),
        (typeof(SubmissionBatchParsed), ["aggregator-events"]),
        (typeof(SubmissionBatchFailed), ["aggregator-events"]),
        (typeof(JobStarted), ["aggregator-events"]),
        (typeof(SourceScanned), ["aggregator-events"]),
        (typeof(JobCancellationRequested), ["aggregator-events", "scanner-events"]),
        (typeof(JobCompleted), ["scanner-events"]),
    ];

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly Random _random;
    private readonly bool _cutsOriginals;
    private readonly Channel<(string Queue, byte[] Body, BasicProperties Properties)> _copies =
        Channel.CreateUnbounded<(string, byte[], BasicProperties)>();

    private readonly CancellationTokenSource _end = new();
    private Task _bringing = Task.CompletedTask;

    private MessageTamperer(IConnection connection, IChannel channel, int seed, bool cutsOriginals)
    {
        _connection = connection;
        _channel = channel;
        _random = new Random(seed);
        _cutsOriginals = cutsOriginals;
    }

    /// <summary>Copies brought so far.</summary>
    public int Brought { get; private set; }

    public static async Task<MessageTamperer> StartAsync(string broker, int seed, bool cutsOriginals)
    {
        IConnection connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        var tamperer = new MessageTamperer(connection, await connection.CreateChannelAsync(), seed, cutsOriginals);
        foreach ((Type message, string[] queues) in s_routes)
            await tamperer.CopyAsync(Exchange(message), queues);
        tamperer._bringing = tamperer.BringAsync();
        return tamperer;
    }

    public async ValueTask DisposeAsync()
    {
        if (_cutsOriginals)
        {
            foreach ((Type message, string[] queues) in s_routes)
            {
                foreach (string queue in queues)
                    await _channel.ExchangeBindAsync(queue, Exchange(message), "");
            }
        }
        await _end.CancelAsync();
        await _bringing;
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
        _end.Dispose();
    }

    private static string Exchange(Type message) => $"{message.Namespace}:{message.Name}";

    private async Task CopyAsync(string exchange, string[] queues)
    {
        await _channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
        string own = (await _channel.QueueDeclareAsync()).QueueName;
        await _channel.QueueBindAsync(own, exchange, "");
        foreach (string queue in queues)
        {
            if (_cutsOriginals)
                await _channel.ExchangeUnbindAsync(queue, exchange, "");
        }
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            foreach (string queue in queues)
                _copies.Writer.TryWrite((queue, message.Body.ToArray(), new BasicProperties(message.BasicProperties)));
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(own, autoAck: true, consumer);
    }

    private async Task BringAsync()
    {
        var held = new List<(string Queue, byte[] Body, BasicProperties Properties)>();
        try
        {
            while (true)
            {
                while (_copies.Reader.TryRead(out (string, byte[], BasicProperties) copy))
                    held.Add(copy);
                // Whichever of those that wait, so that late ones overtake early ones.
                for (int i = held.Count > 20 ? held.Count - 20 : Math.Min(held.Count, 1); i > 0; i--)
                {
                    int next = _random.Next(held.Count);
                    (string queue, byte[] body, BasicProperties properties) = held[next];
                    held.RemoveAt(next);
                    await _channel.BasicPublishAsync("", queue, false, properties, body, _end.Token);
                    Brought++;
                }
                await Task.Delay(5, _end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }
}
