// Pictures in and out: what is uploaded is drawn anew, so that nothing but the picture is kept of it.
import { createHash } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import sharp, { type OutputInfo } from 'sharp';
import { uploadedAttachment, type UploadedAttachment } from '../contract/attachments.ts';
import { mostUploadBytes } from '../contract/upload-limits.ts';
import { id } from '../contract/views.ts';
import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { insertAttachment, readAttachmentRow } from '../storage/attachments.ts';
import { inWorkspace } from '../storage/database.ts';
import { expectRoomForPicture } from '../storage/room.ts';
import { notFound } from '../storage/versions.ts';
import type { Services } from './context.ts';
import { createTurns } from './in-turn.ts';
import { admit } from './router.ts';
import type { StreamCaller } from './live/client.ts';
import { accept } from './validate.ts';

/** A picture of 40 megapixels unpacks to 160 MB; larger ones are refused before that. */
const mostPixels = 40_000_000;
const longestSide = 3_000;
/** The networks' smallest limit, with room to spare. */
const mostBytes = 1_900_000;
/** Decoding takes a thread and up to 160 MB each: more at once would hold up sign-ins and everybody's memory. */
const mostAtOnce = 2;

// Nothing but pictures is ever opened. SVG is drawn for our own practice pictures only, never for an upload (below).
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
    'VipsForeignLoadSvg',
  ],
});

export interface DrawnPicture {
  bytes: Buffer;
  mimeType: 'image/png' | 'image/jpeg';
  width: number;
  height: number;
}

/** By its first bytes: an SVG is a program for its renderer, and a small one runs for hours. */
function isPicture(upload: Buffer): boolean {
  const head = upload.toString('latin1', 0, 12);
  return (
    head.startsWith('\xff\xd8\xff') ||
    head.startsWith('\x89PNG') ||
    head.startsWith('GIF8') ||
    (head.startsWith('RIFF') && head.endsWith('WEBP')) ||
    head.slice(4, 8) === 'ftyp'
  );
}

/** Draws a picture anew: upright, without its metadata, small enough for every network. Errors: `attachment_invalid`. */
export async function redraw(upload: Buffer): Promise<DrawnPicture> {
  try {
    if (!isPicture(upload)) throw new Error('The first bytes are those of no picture format.');
    const source = sharp(upload, { limitInputPixels: mostPixels, failOn: 'error' });
    const { format, hasAlpha } = await source.metadata();
    const upright = source
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb');
    if (hasAlpha || format === 'png' || format === 'gif') {
      const png = await upright.clone().png({ compressionLevel: 9 }).toBuffer({ resolveWithObject: true });
      if (png.data.length <= mostBytes) return drawn(png, 'image/png');
    }
    const flat = upright.flatten({ background: '#ffffff' });
    for (const quality of [88, 80, 70, 55]) {
      const jpeg = await flat.clone().jpeg({ quality, mozjpeg: true }).toBuffer({ resolveWithObject: true });
      if (jpeg.data.length <= mostBytes) return drawn(jpeg, 'image/jpeg');
    }
  } catch (cause) {
    throw new AppError(
      'attachment_invalid',
      'This file is no picture that can be opened: use JPEG, PNG, WebP, GIF or AVIF of at most 40 megapixels.',
      { where: 'body.file', cause },
    );
  }
  throw new AppError(
    'attachment_invalid',
    'This picture stays too large however it is compressed. Make it smaller.',
    {
      where: 'body.file',
    },
  );
}

function drawn(made: { data: Buffer; info: OutputInfo }, mimeType: DrawnPicture['mimeType']): DrawnPicture {
  return { bytes: made.data, mimeType, width: made.info.width, height: made.info.height };
}

/** Registers upload and download below /api/attachments. */
export async function registerAttachments(app: FastifyInstance, services: Services): Promise<void> {
  const inTurn = createTurns(mostAtOnce);
  await app.register(multipart, {
    limits: { fileSize: mostUploadBytes, files: 1, fields: 0, parts: 1 },
    throwFileSizeLimit: true,
  });

  app.route({
    method: 'POST',
    url: '/api/attachments',
    bodyLimit: mostUploadBytes + 64 * 1024,
    config: { operation: 'uploadAttachment' },
    onRequest: async (request) => {
      request.caller = await admit(services, request, 'work.send');
    },
    handler: async (request, reply) => {
      const caller = request.caller as StreamCaller;
      if (caller.kind !== 'session') {
        throw new AppError('not_allowed', 'Only a person can upload pictures, not an API token.');
      }
      const file = request.isMultipart() ? await request.file() : undefined;
      if (file === undefined) {
        throw new AppError(
          'attachment_invalid',
          'Send the picture as multipart/form-data, in a part named "file".',
          {
            where: 'body.file',
          },
        );
      }
      const upload = await file.toBuffer();
      const picture = await inTurn(() => redraw(upload));
      const answer = await keep(services, caller.workspaceId, caller.userId, picture);
      return reply.code(201).send(uploadedAttachment.parse(answer));
    },
  });

  app.route({
    method: 'GET',
    url: '/api/attachments/:id',
    config: { operation: 'readAttachment' },
    onRequest: async (request) => {
      request.caller = await admit(services, request, 'work.read');
    },
    handler: async (request, reply) => {
      const { workspaceId } = request.caller as StreamCaller;
      const params = accept(z.object({ id }), request.params, 'path');
      const row = await inWorkspace(services.db, workspaceId, (trx) => readAttachmentRow(trx, params.id));
      const bytes = await services.attachments.get(row.storageKey);
      if (bytes === null) throw notFound('attachment');
      const extension = row.mimeType === 'image/png' ? 'png' : 'jpg';
      return reply
        .type(row.mimeType)
        .header('content-disposition', `attachment; filename="${row.id}.${extension}"`)
        .header('cache-control', 'private, max-age=86400, immutable')
        .send(Buffer.from(bytes));
    },
  });
}

async function keep(
  services: Services,
  workspaceId: string,
  userId: string,
  picture: DrawnPicture,
): Promise<UploadedAttachment> {
  const attachmentId = services.newId();
  const { bytes, ...facts } = picture;
  const storageKey = `${workspaceId}/${services.randomBytes(24).toString('hex')}`;
  await services.attachments.put(storageKey, bytes);
  const at = new Date(services.now()).toISOString();
  await inWorkspace(services.db, workspaceId, async (trx) => {
    await expectRoomForPicture(trx, userId, at);
    await insertAttachment(
      trx,
      { workspaceId, actorId: userId, at },
      {
        id: attachmentId,
        storageKey,
        ...facts,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest(),
        uploadedBy: userId,
      },
    );
  }).catch(async (error: unknown) => {
    // A picture nobody can find again is only a burden.
    await services.attachments.remove(storageKey).catch(() => {});
    throw error;
  });
  return { id: attachmentId, ...facts, bytes: bytes.length };
}
